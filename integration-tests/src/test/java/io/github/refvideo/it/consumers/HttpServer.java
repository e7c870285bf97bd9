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
package io.github.refvideo.it.consumers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The HTTP consumers of Camel, on loopback. */
enum HttpServer {
    JETTY("jetty:http://127.0.0.1:%d/videos?enableMultipartFilter=true"),
    UNDERTOW("undertow:http://127.0.0.1:%d/videos?useStreaming=true"),
    /** Reads each reply into memory. */
    UNDERTOW_BUFFERED("undertow:http://127.0.0.1:%d/videos"),
    /** Reads each reply into memory. */
    NETTY("netty-http:http://127.0.0.1:%d/videos");

    private final String uri;

    HttpServer(String uri) {
        this.uri = uri;
    }

    /** The URI of a consumer of {@code /videos}. */
    String uri(int port) {
        return uri.formatted(port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
