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
package io.github.refvideo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A gateway whose jobs finish immediately, and the store of its videos, which consist of a header
 * and zeros. Runs in its own JVM on loopback, and prints its port.
 */
public final class ZeroStore {

    private static final byte[] START =
            "\0\0\0\u0018ftypisom\0\0\2\0isomiso2mp41".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ZEROS = new byte[256 * 1024];

    private final long length;
    private final String base;

    private ZeroStore(long length, String base) {
        this.length = length;
        this.base = base;
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();
            ZeroStore store = new ZeroStore(Long.parseLong(args[0]), "http://127.0.0.1:" + port);
            System.out.println(port);
            while (true) {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> store.serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /** Starts a server in its own JVM. */
    static Running fork(long length) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ZeroStore.class.getName(),
                                String.valueOf(length))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader port =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        return new Running(process, "http://127.0.0.1:" + port.readLine());
    }

    /** A server that is closed by ending its JVM. */
    record Running(Process process, String base) implements AutoCloseable {

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                skipRest(in);
                answer(line.split(" ")[1], out);
            }
        } catch (IOException e) {
            // The client disconnected.
        }
    }

    private static void skipRest(BufferedReader in) throws IOException {
        int body = 0;
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                body = Integer.parseInt(header.substring(15).strip());
            }
        }
        for (int left = body; left > 0; left--) {
            in.read();
        }
    }

    private void answer(String path, OutputStream out) throws IOException {
        if (path.endsWith("/start")) {
            json(out, "{\"operation\":{\"gatewayJobId\":\"job_1\"}}");
        } else if (path.endsWith("/status")) {
            json(
                    out,
                    "{\"status\":\"completed\",\"videos\":[{\"type\":\"url\",\"url\":\""
                            + base
                            + "/video.mp4\",\"mediaType\":\"video/mp4\"}]}");
        } else {
            head(out, "video/mp4", length);
            out.write(START);
            for (long left = length - START.length; left > 0; left -= ZEROS.length) {
                out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
            }
        }
    }

    private static void json(OutputStream out, String json) throws IOException {
        head(out, "application/json", json.length());
        out.write(json.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void head(OutputStream out, String type, long length) throws IOException {
        out.write(
                ("HTTP/1.1 200 OK\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: "
                                + length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }
}
