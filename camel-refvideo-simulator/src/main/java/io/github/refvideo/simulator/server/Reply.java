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

import io.github.refvideo.simulator.content.Content;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A complete response. For HEAD, the body is omitted and content-length is kept.
 *
 * @param bytesPerSecond rate of the body in bytes per second; 0 for unlimited
 * @param whenSent runs on the event loop when the complete body was written to the connection
 */
public record Reply(
        int status,
        Map<String, String> headers,
        Content body,
        long bytesPerSecond,
        Runnable whenSent) {

    /** A response with a content type. */
    public static Reply of(int status, String contentType, Buffer body) {
        return of(status, contentType, Content.of(body));
    }

    /** A response with streamed content. */
    public static Reply of(int status, String contentType, Content body) {
        return new Reply(status, Map.of("content-type", contentType), body, 0, () -> {});
    }

    /** The JSON text with {@code application/json}. */
    public static Reply json(int status, String json) {
        return of(status, "application/json", Buffer.buffer(json));
    }

    /** This response with an additional header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, bytesPerSecond, whenSent);
    }

    /** This response at the given rate; 0 for unlimited. */
    public Reply paced(long bytes) {
        return new Reply(status, headers, body, bytes, whenSent);
    }

    /** This response with an action to run after it has been sent. */
    public Reply whenSent(Runnable action) {
        return new Reply(status, headers, body, bytesPerSecond, action);
    }
}
