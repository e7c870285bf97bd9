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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.http.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway and video store for very large videos, which consist of a header and zeros and take no
 * memory. Every job is finished at its first status request.
 */
final class BigVideos implements AutoCloseable {

    private static final int START = 63;
    private static final byte[] ZEROS = new byte[1 << 18];
    private static final byte[] LETTERS = new byte[1 << 18];

    static {
        Arrays.fill(LETTERS, (byte) 'A');
    }

    private final RawServer server;
    private final long length;
    private final boolean inline;
    private final CountDownLatch secondHalf;
    private final Runnable onStart;
    private final AtomicInteger starts = new AtomicInteger();

    private BigVideos(long length, boolean inline, CountDownLatch secondHalf, Runnable onStart)
            throws IOException {
        this.length = length;
        this.inline = inline;
        this.secondHalf = secondHalf;
        this.onStart = onStart;
        this.server = RawServer.of(this::serve);
    }

    /** Videos behind a link. */
    static BigVideos linked(long length) throws IOException {
        return new BigVideos(length, false, new CountDownLatch(0), () -> {});
    }

    /** Videos behind a link; the second half is sent when the latch opens. */
    static BigVideos halting(long length, CountDownLatch secondHalf) throws IOException {
        return new BigVideos(length, false, secondHalf, () -> {});
    }

    /**
     * Videos as base64 in the response.
     *
     * @param length a multiple of three
     */
    static BigVideos inline(long length) throws IOException {
        return inline(length, () -> {});
    }

    /** The same, with an action at the start of each job. */
    static BigVideos inline(long length, Runnable onStart) throws IOException {
        return new BigVideos(length, true, new CountDownLatch(0), onStart);
    }

    String baseUrl() {
        return server.uri("/v4/ai").toString();
    }

    int starts() {
        return starts.get();
    }

    static byte[] start() {
        byte[] start = new byte[START];
        byte[] box = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(box, 0, start, 0, box.length);
        return start;
    }

    private void serve(RawServer.Peer peer) throws Exception {
        OutputStream out = peer.socket().getOutputStream();
        for (RawServer.Request request = peer.read(); request != null; request = peer.read()) {
            String path = request.path();
            if (path.endsWith("/start")) {
                started();
                String body = "{\"operation\":{\"gatewayJobId\":\"job_1\"}}";
                head(out, "application/json", body.length());
                write(out, body);
            } else if (path.endsWith("/status")) {
                answer(out, "application/json", "{\"status\":\"completed\",", "}");
            } else if (path.endsWith("/video-model")) {
                started();
                answer(out, "text/event-stream", ": heartbeat\n\ndata: {", "}\n\n");
            } else {
                head(out, "video/mp4", length);
                out.write(start());
                repeat(out, ZEROS, length / 2 - START);
                secondHalf.await();
                repeat(out, ZEROS, length - length / 2);
            }
        }
    }

    private void started() {
        starts.incrementAndGet();
        onStart.run();
    }

    private void answer(OutputStream out, String type, String before, String after)
            throws IOException {
        String first = before + "\"videos\":[{\"mediaType\":\"video/mp4\",";
        String last = "\"}],\"warnings\":[]" + after;
        if (!inline) {
            String url = "\"type\":\"url\",\"url\":\"" + server.uri("/video.mp4");
            String body = first + url + last;
            head(out, type, body.length());
            write(out, body);
            return;
        }
        first += "\"type\":\"base64\",\"data\":\"";
        head(out, type, first.length() + length / 3 * 4 + last.length());
        write(out, first);
        out.write(Base64.getEncoder().encode(start()));
        repeat(out, LETTERS, (length - START) / 3 * 4);
        write(out, last);
    }

    private static void head(OutputStream out, String type, long length) throws IOException {
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(type, length));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void repeat(OutputStream out, byte[] bytes, long count) throws IOException {
        for (long left = count; left > 0; left -= bytes.length) {
            out.write(bytes, 0, (int) Math.min(left, bytes.length));
        }
    }

    @Override
    public void close() throws IOException {
        secondHalf.countDown();
        server.close();
    }
}
