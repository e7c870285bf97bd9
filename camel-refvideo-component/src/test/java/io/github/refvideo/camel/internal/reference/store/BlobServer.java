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
package io.github.refvideo.camel.internal.reference.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.http.RawServer.Peer;
import io.github.refvideo.camel.internal.http.RawServer.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of Vercel Blob's protocol that the store speaks, with a fault at any call. */
final class BlobServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What happens instead of the proper answer. */
    @FunctionalInterface
    interface Fault {
        void play(Peer peer) throws Exception;
    }

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, TreeMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    final AtomicInteger inParallel = new AtomicInteger();
    final AtomicInteger mostInParallel = new AtomicInteger();
    private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final Map<String, ConcurrentLinkedDeque<Fault>> stepFaults = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final RawServer server;
    volatile String host = "localhost";

    BlobServer() throws IOException {
        server = RawServer.of(this::serve);
    }

    String baseUrl() {
        return server.uri("/api/blob").toString();
    }

    List<Request> requests() {
        return server.requests();
    }

    /** The next call's request is read, then this happens. */
    BlobServer next(Fault fault) {
        faults.add(fault);
        return this;
    }

    /** The same for the next call with this {@code x-mpu-action}. */
    BlobServer nextAt(String step, Fault fault) {
        stepFaults.computeIfAbsent(step, s -> new ConcurrentLinkedDeque<>()).add(fault);
        return this;
    }

    Fault stall() {
        return peer -> peer.stall(end);
    }

    static Fault status(int status, String headers, String code, String message) {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
        return peer ->
                peer.write(
                        "HTTP/1.1 "
                                + status
                                + " No\r\n"
                                + headers
                                + "Content-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);
    }

    static Fault answer(String body) {
        return peer -> peer.write(RawServer.ok(body));
    }

    private void serve(Peer peer) throws Exception {
        for (Request request = peer.read(); request != null; request = peer.read()) {
            int now = inParallel.incrementAndGet();
            mostInParallel.accumulateAndGet(now, Math::max);
            try {
                String step = request.headers().getOrDefault("x-mpu-action", "");
                Fault fault = stepFaults.getOrDefault(step, new ConcurrentLinkedDeque<>()).poll();
                fault = fault == null ? faults.poll() : fault;
                if (fault == null) {
                    peer.write(RawServer.ok(handle(request)));
                } else {
                    fault.play(peer);
                    if (peer.socket().isClosed()) {
                        return;
                    }
                }
            } finally {
                inParallel.decrementAndGet();
            }
        }
    }

    /** Stores and answers; a fault that loses the answer calls it, too. */
    String handle(Request request) throws Exception {
        if (request.path().endsWith("/delete")) {
            for (JsonNode url : JSON.readTree(request.body()).path("urls")) {
                files.remove(url.asText().replaceFirst("http://[^/]+/", ""));
            }
            return "null";
        }
        String name =
                URLDecoder.decode(
                        request.path().replaceFirst(".*pathname=", ""), StandardCharsets.UTF_8);
        switch (request.headers().getOrDefault("x-mpu-action", "")) {
            case "create":
                uploads.put(name, new TreeMap<>());
                return "{\"uploadId\":\"up 1\",\"key\":\"store/" + name + "\"}";
            case "upload":
                int number = Integer.parseInt(request.headers().get("x-mpu-part-number"));
                TreeMap<Integer, byte[]> parts = uploads.get(name);
                synchronized (parts) {
                    parts.put(number, request.body());
                }
                return "{\"etag\":\"e" + number + "\"}";
            case "complete":
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                uploads.get(name).values().forEach(whole::writeBytes);
                files.put(name, whole.toByteArray());
                return stored(name);
            default:
                files.put(name, request.body());
                return stored(name);
        }
    }

    private String stored(String name) {
        return "{\"url\":\"http://" + host + ":" + server.port() + "/" + name + "\"}";
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        server.close();
    }
}
