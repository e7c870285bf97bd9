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
package io.github.refvideo.docs.recipes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * The part of S3 that is needed to put an object: counts the bytes of each object, and keeps its
 * beginning and its type.
 */
final class ObjectStore implements AutoCloseable {

    private static final int BEGINNING = 16;

    private final HttpServer server;
    private final Map<String, Stored> objects = new ConcurrentHashMap<>();

    record Stored(long length, byte[] beginning, String type) {}

    ObjectStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** By bucket and key: {@code /bucket/key}. */
    Map<String, Stored> objects() {
        return objects;
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            if (call.getRequestMethod().equals("PUT")) {
                String coding = call.getRequestHeaders().getFirst("Content-Encoding");
                InputStream body = new BufferedInputStream(call.getRequestBody());
                Counted counted = new Counted();
                if (coding != null && coding.contains("aws-chunked")) {
                    chunked(body, counted);
                } else {
                    counted.take(body, Long.MAX_VALUE);
                }
                objects.put(
                        call.getRequestURI().getPath(),
                        counted.stored(call.getRequestHeaders().getFirst("Content-Type")));
                call.getResponseHeaders().set("ETag", "\"1\"");
            }
            call.sendResponseHeaders(200, -1);
        }
    }

    /** Chunks with a length in front of each; checksums follow the last one. */
    private static void chunked(InputStream body, Counted counted) throws IOException {
        for (long length = length(body); length > 0; length = length(body)) {
            counted.take(body, length);
            line(body);
        }
        body.readAllBytes();
    }

    private static long length(InputStream body) throws IOException {
        return Long.parseLong(line(body).replaceFirst(";.*", ""), 16);
    }

    private static String line(InputStream body) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = body.read(); c >= 0 && c != '\n'; c = body.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    private static final class Counted {

        private final byte[] buffer = new byte[8192];
        private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        private long length;

        void take(InputStream from, long most) throws IOException {
            long left = most;
            while (left > 0) {
                int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                beginning.write(buffer, 0, Math.min(read, BEGINNING - beginning.size()));
                length += read;
                left -= read;
            }
        }

        Stored stored(String type) {
            return new Stored(length, beginning.toByteArray(), type);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
