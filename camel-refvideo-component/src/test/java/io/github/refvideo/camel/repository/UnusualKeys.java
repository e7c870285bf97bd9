/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.refvideo.camel.repository;

import java.util.List;

/** Keys that could break a path, a column or a charset. */
final class UnusualKeys {

    static final List<String> ALL =
            List.of(
                    "ID:broker-1-42:1:1:1",
                    "../../etc/passwd",
                    "..",
                    ".",
                    "/",
                    "a/b",
                    "a\\b",
                    "C:\\CON",
                    "key",
                    "KEY",
                    "key ",
                    " key",
                    "key\n",
                    "key\u0000",
                    "a\u0000b",
                    "'; DROP TABLE refvideo_job; --",
                    "\"quoted\" {json}",
                    "%s ? :name",
                    "sch\u00f6n",
                    "scho\u0308n",
                    "\u65e5\u672c\u8a9e",
                    "\ud83c\udfa5 film",
                    "\u202eright to left",
                    "x".repeat(255),
                    "x".repeat(256),
                    "\ud83c\udfa5".repeat(1000),
                    "y".repeat(20_000));

    private UnusualKeys() {}
}
