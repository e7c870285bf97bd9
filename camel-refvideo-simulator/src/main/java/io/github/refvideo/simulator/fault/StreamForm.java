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

/** Unusual forms of an event stream that the protocol allows. */
public enum StreamForm {
    /** The result is sent, and the connection stays open. */
    OPEN,
    /** The first event has the type {@code progress}. */
    PROGRESS,
    /** The first event has an unknown type. */
    UNKNOWN,
    /** The first event has no data. */
    EMPTY,
    /** The stream begins with a byte order mark. */
    BYTE_ORDER_MARK,
    /** Lines end with a carriage return alone. */
    CARRIAGE_RETURN;

    /** The name used on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form with this name. */
    public static StreamForm of(String word) {
        return valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
