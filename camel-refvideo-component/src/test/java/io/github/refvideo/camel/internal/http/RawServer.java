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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A loopback server with scripted connections. */
public final class RawServer implements AutoCloseable {

    /** The script of one connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        void serve(Peer peer) throws Exception;
    }

    /** A request as received. */
    public record Request(
            String line, String method, String path, Map<String, String> headers, byte[] body) {}

    private final ServerSocket listener;
    private final boolean secure;
    private final Script script;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(ServerSocket listener, boolean secure, Script script) {
        this.listener = listener;
        this.secure = secure;
        this.script = script;
        start("raw-server", this::accept);
    }

    public static RawServer of(Script script) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new RawServer(new ServerSocket(0, 1000, loopback), false, script);
    }

    public static RawServer secure(SSLContext context, Script script) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        SSLServerSocket socket =
                (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1000, loopback);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        return new RawServer(socket, true, script);
    }

    /** Answers every request of every connection in the same way. */
    public static RawServer answering(String reply) throws IOException {
        return of(
                peer -> {
                    while (peer.read() != null) {
                        peer.write(reply);
                    }
                });
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create((secure ? "https" : "http") + "://localhost:" + port() + path);
    }

    public int connections() {
        return connections.get();
    }

    public List<Request> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                start("raw-peer", () -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.serve(new Peer(socket));
        } catch (Exception e) {
            // The client disconnected, as many tests intend.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** The server's end of one connection. */
    public final class Peer {

        private final Socket socket;
        private final InputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        public Socket socket() {
            return socket;
        }

        /** The next request with its body; null at the end of the stream. */
        public Request read() throws IOException {
            String line = line();
            if (line == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
            byte[] body = in.readNBytes(length);
            String[] words = line.split(" ");
            Request request = new Request(line, words[0], words[1], headers, body);
            requests.add(request);
            return request;
        }

        private String line() throws IOException {
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return null;
                }
                if (c != '\r') {
                    text.append((char) c);
                }
            }
            return text.toString();
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Ends the connection with a RST. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Blocks until the client has closed or aborted the connection. */
        public void awaitClose() {
            try {
                while (in.read() >= 0) {
                    // whatever it is
                }
            } catch (IOException e) {
                // a reset counts
            }
        }

        /** Keeps the connection open and idle until the latch opens or the client disconnects. */
        public void stall(CountDownLatch until) throws InterruptedException {
            until.await(30, TimeUnit.SECONDS);
        }
    }
}
