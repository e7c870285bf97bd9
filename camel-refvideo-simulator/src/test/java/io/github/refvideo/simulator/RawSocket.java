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
package io.github.refvideo.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A raw client without an HTTP library: exactly what the server does to the connection is seen. */
final class RawSocket implements AutoCloseable {
    /** How the connection ended. */
    enum End {
        /** An orderly FIN. */
        CLOSED,
        /** A RST. */
        RESET,
        /** No more data within the timeout. */
        SILENT
    }

    /** All bytes received. */
    record Answer(byte[] bytes, End end) {
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        String head() {
            return text().split("\r\n\r\n", 2)[0];
        }

        String body() {
            String[] parts = text().split("\r\n\r\n", 2);
            return parts.length < 2 ? "" : parts[1];
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawSocket(RefVideoSimulator sim) {
        try {
            socket = new Socket("127.0.0.1", sim.port());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    RawSocket post(String path, Map<String, String> headers, String body) throws IOException {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length()).append("\r\n\r\n");
        return write(head + body);
    }

    RawSocket get(String path) throws IOException {
        return write("GET " + path + " HTTP/1.1\r\nhost: localhost\r\n\r\n");
    }

    RawSocket write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads until the connection ends or was silent for the given time. */
    Answer readToEnd(Duration silence) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        socket.setSoTimeout((int) silence.toMillis());
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return new Answer(bytes.toByteArray(), End.CLOSED);
        } catch (SocketTimeoutException e) {
            return new Answer(bytes.toByteArray(), End.SILENT);
        } catch (SocketException e) {
            return new Answer(bytes.toByteArray(), End.RESET);
        }
    }

    /** Reads until the text was received the given number of times. */
    String readUntil(String text, int times) throws IOException {
        StringBuilder read = new StringBuilder();
        socket.setSoTimeout(10_000);
        for (int found = 0; found < times; ) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("The connection ended after: " + read);
            }
            read.append((char) next);
            found +=
                    read.length() >= text.length()
                                    && read.indexOf(text, read.length() - text.length()) >= 0
                            ? 1
                            : 0;
        }
        return read.toString();
    }

    /** Reads the given number of bytes. */
    byte[] readBytes(int count) throws IOException {
        socket.setSoTimeout(10_000);
        return in.readNBytes(count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
