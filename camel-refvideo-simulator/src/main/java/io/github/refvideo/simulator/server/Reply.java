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
package io.github.refvideo.simulator.server;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole answer. For HEAD the body is left out on the wire, and its length stays. */
public record Reply(int status, Map<String, String> headers, Buffer body) {

    /** An answer with a content type. */
    public static Reply of(int status, String contentType, Buffer body) {
        return new Reply(status, Map.of("content-type", contentType), body);
    }

    /** The JSON text with {@code application/json}. */
    public static Reply json(int status, String json) {
        return of(status, "application/json", Buffer.buffer(json));
    }

    /** This answer with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
