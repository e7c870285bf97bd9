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
package io.github.refvideo.camel.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One HTTP request. Immutable by contract: nobody changes the body array after construction, so
 * that a repeated submit sends the same bytes.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code HEAD} or {@code DELETE}
 * @param uri absolute, http or https
 * @param headers in sending order; a {@code Content-Type} belongs here. Printable ASCII only: a
 *     call with anything else fails before it is sent. Framing headers and {@code Host} are left
 *     out
 * @param body the request body, or null for none
 * @param timeout over the whole exchange, from the lease of a connection to the last byte of the
 *     reply; a trickling reply cannot outlast it
 * @param idleTimeout the longest silence between two pieces of the reply, the head included; null
 *     for no limit of its own
 * @param maxReplyBytes the exchange is aborted when the reply body is longer
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        Duration idleTimeout,
        long maxReplyBytes) {}
