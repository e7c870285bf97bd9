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

/** The error body formats of DashScope or of a proxy in front of it. */
public enum ErrorShape {
    /** {@code {"code","message","request_id"}}: the documented form. */
    FLAT,
    /** {@code {"error":{"code","message"},"request_id"}}. */
    NESTED,
    /** As {@link #FLAT}, but {@code requestId}. */
    CAMEL_REQUEST_ID,
    /** {@code {"message"}} alone. */
    MESSAGE_ONLY,
    /** A web page. */
    HTML,
    /** No body at all. */
    EMPTY;

    /** The name used on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form with this name. */
    public static ErrorShape of(String word) {
        return valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
