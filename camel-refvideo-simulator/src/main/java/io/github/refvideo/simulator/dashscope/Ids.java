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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.media.Hex;
import java.nio.charset.StandardCharsets;

/** Numeric ids in place of names that must not be shown. */
final class Ids {
    private Ids() {}

    /** Returns the same id for the same name; the id does not reveal the name. */
    static String number(String name) {
        String digest = Hex.sha256(("refvideo " + name).getBytes(StandardCharsets.UTF_8));
        return "15" + Long.parseLong(digest.substring(0, 10), 16);
    }
}
