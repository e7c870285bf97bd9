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
package io.github.refvideo.camel.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A local port that never completes a handshake, because its accept queue is full. Open until the
 * JVM ends.
 */
final class UnresponsivePort {

    private static final int QUEUE = 1;

    private static final UnresponsivePort ONE = open();

    private final ServerSocket listener;
    private final List<SocketChannel> queue = new ArrayList<>();

    private UnresponsivePort(ServerSocket listener) {
        this.listener = listener;
    }

    static String url() {
        return "http://127.0.0.1:" + ONE.listener.getLocalPort();
    }

    private static UnresponsivePort open() {
        try {
            InetAddress here = InetAddress.getByName("127.0.0.1");
            UnresponsivePort hole = new UnresponsivePort(new ServerSocket(0, QUEUE, here));
            for (int i = 0; i < 8; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(here, hole.listener.getLocalPort()));
                hole.queue.add(filler);
            }
            return hole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
