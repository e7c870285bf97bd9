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
package io.github.refvideo.simulator.fault;

import java.util.Locale;

/** The forms of a retry hint in a 429 response, including missing and invalid ones. */
public enum RetryHint {
    /** {@code retry-after: 2}. */
    SECONDS,
    /** {@code retry-after} with an HTTP date. */
    HTTP_DATE,
    /** {@code retry-after-ms: 250}, and no {@code retry-after}. */
    MILLIS,
    /** {@code retry-after} of about ten years. */
    ABSURD,
    /** {@code retry-after: -5}. */
    NEGATIVE,
    /** {@code retry-after: soon}. */
    UNREADABLE,
    /** No header at all. */
    MISSING;

    /** The name used on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The hint with this name. */
    public static RetryHint of(String word) {
        return valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
