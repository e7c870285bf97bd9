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

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Writes a call's request. Used by one exchange, on its I/O thread. */
final class RequestWriter implements Closeable {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** Framing is the connection's affair; a caller's idea of it could only be wrong. */
    private static final Set<String> FRAMING = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        FRAMING.add(HttpHeaders.CONTENT_LENGTH);
        FRAMING.add(HttpHeaders.TRANSFER_ENCODING);
        FRAMING.add(HttpHeaders.CONNECTION);
        FRAMING.add(HttpHeaders.KEEP_ALIVE);
        FRAMING.add(HttpHeaders.UPGRADE);
        FRAMING.add(HttpHeaders.EXPECT);
        FRAMING.add(HttpHeaders.HOST);
    }

    private static final int MOST_PIECES = 8;

    private final HttpRequest head;
    private final BodyPieces body;
    private boolean done;

    /**
     * @param absolute whether the request line names the whole URL, as a plain proxy wants it
     * @param proxyAuthorization null for none
     */
    RequestWriter(
            HttpCall call,
            Target target,
            String userAgent,
            boolean absolute,
            String proxyAuthorization) {
        BasicHttpRequest request =
                new BasicHttpRequest(call.method(), target.host(), target.path());
        request.setAbsoluteRequestUri(absolute);
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            if (!FRAMING.contains(header.getKey())) {
                check(header.getKey(), header.getValue());
                request.addHeader(header.getKey(), header.getValue());
            }
        }
        if (userAgent != null && !request.containsHeader(HttpHeaders.USER_AGENT)) {
            request.addHeader(HttpHeaders.USER_AGENT, userAgent);
        }
        if (proxyAuthorization != null) {
            request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, proxyAuthorization);
        }
        this.head = request;
        RequestBody content = call.content();
        this.body = content == null ? null : new BodyPieces(content);
        this.done = body == null;
    }

    /**
     * A line break would smuggle in a header of the sender's making, and an idempotency key may
     * come out of a message. Other characters than ASCII would arrive as something else.
     */
    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a header has a name that HTTP does not allow");
        }
        if (value == null || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "header " + name + " has characters other than printable ASCII");
        }
    }

    void sendHead(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        EntityDetails entity = body == null ? null : new BasicEntityDetails(body.left(), null);
        channel.sendRequest(head, entity, context);
    }

    int available() {
        return done ? 0 : (int) Math.min(Integer.MAX_VALUE, body.left());
    }

    /** As much as the connection takes, up to a limit: other connections share the thread. */
    void sendBody(DataStreamChannel channel) throws IOException {
        for (int pieces = 0; !done && pieces < MOST_PIECES; pieces++) {
            ByteBuffer piece = body.next();
            channel.write(piece);
            if (piece.hasRemaining()) {
                return;
            }
            if (body.left() == 0) {
                done = true;
                body.close();
                channel.endStream();
            }
        }
    }

    /** Whether all of it is with the connection. */
    boolean done() {
        return done;
    }

    /** Lets go of the body, on any thread. */
    @Override
    public void close() {
        if (body != null) {
            body.close();
        }
    }
}
