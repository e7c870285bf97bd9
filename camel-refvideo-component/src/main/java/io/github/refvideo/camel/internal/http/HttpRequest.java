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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request. Immutable by contract: the body array, or the source of an upload, must not be
 * changed after construction, so that a repeated request sends the same bytes.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code HEAD} or {@code DELETE}
 * @param uri absolute, http or https
 * @param headers in sending order, {@code Content-Type} included. Printable ASCII only: a request
 *     with other characters fails before it is sent. Framing headers and {@code Host} are ignored
 * @param body a body in memory
 * @param timeout for the whole exchange, from the lease of a connection to the last byte of the
 *     response, however slowly it arrives
 * @param idleTimeout the maximum time without data in either direction, from the first byte of the
 *     request to the last byte of the response; null for no limit
 * @param maxResponseBytes the exchange is aborted if the response body is longer
 * @param upload a body that is read while it is sent, instead of {@code body}
 * @param condition called immediately before the first byte is sent. If it returns false the
 *     exchange is aborted and was not sent. Must not block
 * @param freshConnection whether a new connection is opened. The server may close a pooled
 *     connection at the moment when the request is written, and then it is unknown whether the
 *     request was processed
 */
public record HttpRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        byte @Nullable [] body,
        Duration timeout,
        @Nullable Duration idleTimeout,
        long maxResponseBytes,
        @Nullable RequestBody upload,
        @Nullable BooleanSupplier condition,
        boolean freshConnection) {

    public HttpRequest {
        if (body != null && upload != null) {
            throw new IllegalArgumentException("a request has one body");
        }
    }

    /** A request with a body in memory, or without a body. */
    public HttpRequest(
            String method,
            URI uri,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration timeout,
            @Nullable Duration idleTimeout,
            long maxResponseBytes) {
        this(method, uri, headers, body, timeout, idleTimeout, maxResponseBytes, null, null, false);
    }

    /** Returns a copy with a body that is read while it is sent. */
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

    /** Returns a copy that is sent only if a condition is true immediately before. */
    public HttpRequest onlyIf(@Nullable BooleanSupplier condition) {
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

    /** Returns a copy with more headers, except for those that the request has already. */
    public HttpRequest adding(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(more);
        headers.keySet().forEach(all::remove);
        Map<String, String> joined = new LinkedHashMap<>(headers);
        joined.putAll(all);
        return new HttpRequest(
                method,
                uri,
                joined,
                body,
                timeout,
                idleTimeout,
                maxResponseBytes,
                upload,
                condition,
                freshConnection);
    }

    /** Returns a copy that is sent on a new connection. */
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

    /**
     * The host of a URL without user info. A name may have an underscore, for which {@link
     * URI#getHost} returns null.
     */
    public static String host(URI url) {
        return url.getRawAuthority().replaceFirst(":\\d+$", "");
    }

    /** The body, from memory or uploaded. Null also for an empty one. */
    @Nullable RequestBody content() {
        RequestBody content = body == null ? upload : RequestBody.of(body);
        return content == null || content.length() == 0 ? null : content;
    }

    /** Without headers and query, because they contain keys and signatures. */
    @Override
    public String toString() {
        return "HttpRequest[" + method + " " + uri.getHost() + uri.getPath() + "]";
    }
}
