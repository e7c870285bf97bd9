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
package io.github.refvideo.camel.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One HTTP request. Immutable by contract: nobody changes the body array, or what an upload reads,
 * after construction, so that a repeated call sends the same bytes.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code HEAD} or {@code DELETE}
 * @param uri absolute, http or https
 * @param headers in sending order; a {@code Content-Type} belongs here. Printable ASCII only: a
 *     call with anything else fails before it is sent. Framing headers and {@code Host} are left
 *     out
 * @param body a request body in memory; null for none, or for an upload
 * @param timeout over the whole exchange, from the lease of a connection to the last byte of the
 *     reply; a trickling reply cannot outlast it
 * @param idleTimeout the longest time in which no byte moves in either direction, from the first
 *     byte of the request to the last of the reply; null for no limit of its own
 * @param maxResponseBytes the exchange is aborted when the reply body is longer
 * @param upload a body that is read while it is sent, in place of {@code body}; null for none
 * @param condition asked in the moment before the first byte is sent; when it answers false the
 *     call is aborted as not sent. Must not block. Null for no such condition
 * @param freshConnection whether the call opens a connection of its own. A kept connection may be
 *     closed by the server in the moment in which the request is written, and then it is unknown
 *     whether the request was processed
 */
public record HttpRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        Duration idleTimeout,
        long maxResponseBytes,
        RequestBody upload,
        BooleanSupplier condition,
        boolean freshConnection) {

    public HttpRequest {
        if (body != null && upload != null) {
            throw new IllegalArgumentException("a call has one body");
        }
    }

    /** A call with a body in memory, or none. */
    public HttpRequest(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Duration timeout,
            Duration idleTimeout,
            long maxResponseBytes) {
        this(method, uri, headers, body, timeout, idleTimeout, maxResponseBytes, null, null, false);
    }

    /** The same call with a body that is read while it is sent. */
    public HttpRequest uploading(RequestBody content) {
        return new HttpRequest(
                method,
                uri,
                headers,
                null,
                timeout,
                idleTimeout,
                maxResponseBytes,
                content,
                condition,
                freshConnection);
    }

    /** The same call, sent only if a condition holds in the moment before its first byte. */
    public HttpRequest onlyIf(BooleanSupplier condition) {
        return new HttpRequest(
                method,
                uri,
                headers,
                body,
                timeout,
                idleTimeout,
                maxResponseBytes,
                upload,
                condition,
                freshConnection);
    }

    /** The same call on a connection of its own. */
    public HttpRequest onFreshConnection() {
        return new HttpRequest(
                method,
                uri,
                headers,
                body,
                timeout,
                idleTimeout,
                maxResponseBytes,
                upload,
                condition,
                true);
    }

    /** Whichever body there is; null for none, also when it is empty. */
    RequestBody content() {
        RequestBody content = body == null ? upload : RequestBody.of(body);
        return content == null || content.length() == 0 ? null : content;
    }

    /** Without headers and query: they hold keys and signatures. */
    @Override
    public String toString() {
        return "HttpCall[" + method + " " + uri.getHost() + uri.getPath() + "]";
    }
}
