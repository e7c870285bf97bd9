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

import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what arrives into sink calls, within the cap. Used by one exchange, on its I/O thread. */
final class ReplyReader {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);

    private final Exchange exchange;
    private final HttpCall call;
    private final String label;
    private long declared = -1;
    private long received;
    private TimeValue keepAlive;

    ReplyReader(Exchange exchange, HttpCall call, String label) {
        this.exchange = exchange;
        this.call = call;
        this.label = label;
    }

    void head(HttpResponse response, boolean hasBody, boolean requestDone) {
        LOG.debug("{} {}: {}", call.method(), label, response.getCode());
        keepAlive =
                DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                        response, HttpClientContext.create());
        if (hasBody) {
            declared = contentLength(response);
            if (declared > call.maxReplyBytes()) {
                tooLarge(declared + " bytes announced");
                return;
            }
        }
        ReplyHead head =
                new ReplyHead(
                        response.getCode(),
                        response.getReasonPhrase() == null ? "" : response.getReasonPhrase(),
                        headers(response));
        if (exchange.deliver(sink -> sink.head(head)) && !hasBody) {
            end(requestDone);
        }
    }

    void body(ByteBuffer piece) {
        received += piece.remaining();
        if (received > call.maxReplyBytes()) {
            tooLarge("more arrived");
            return;
        }
        if (exchange.deliver(sink -> sink.data(piece))) {
            exchange.endIfComplete();
        }
    }

    /** When more of the body is welcome. */
    CompletableFuture<?> ready() {
        return exchange.ready();
    }

    /** How much is welcome then, of what was not received yet; in bytes. */
    int room() {
        return exchange.room();
    }

    void end(boolean requestDone) {
        // HTTP/1.1 framing sees to this by itself, HTTP/2 leaves it to us.
        if (declared >= 0 && received != declared) {
            exchange.fail(Reason.BROKEN, "reply ended early", null);
            return;
        }
        if (exchange.deliver(ReplySink::end)) {
            // Half a request is still queued on a connection that was answered early.
            exchange.succeed(requestDone ? keepAlive : null);
        }
    }

    private void tooLarge(String what) {
        exchange.fail(
                Reason.TOO_LARGE,
                "reply longer than the %d bytes allowed, %s".formatted(call.maxReplyBytes(), what),
                null);
    }

    private static long contentLength(HttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (header == null || response.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return -1;
        }
        try {
            return Long.parseLong(header.getValue().strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Map<String, List<String>> headers(HttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Iterator<Header> all = response.headerIterator(); all.hasNext(); ) {
            Header header = all.next();
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        return headers;
    }
}
