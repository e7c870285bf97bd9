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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An error on an I/O thread ends only its exchange. */
class HttpErrorTest extends HttpTestKit {

    private static final int LENGTH = 1 << 20;

    private enum Place {
        HEAD,
        DATA,
        READY,
        CAPACITY,
        COMPLETE
    }

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    private static RawServer server() throws Exception {
        return RawServer.of(
                peer -> {
                    while (peer.read() != null) {
                        peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
                        peer.write(new byte[LENGTH]);
                    }
                });
    }

    private static HttpRequest fetch(URI uri) {
        return call("GET", uri, null, Duration.ofSeconds(20), null, LENGTH);
    }

    private List<Thread> ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(HttpTransport.THREAD_PREFIX + "io-"))
                .filter(thread -> !before.contains(thread))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void errorEndsItsExchangeOnly(Place place) throws Exception {
        try (RawServer server = server()) {
            // More than there are threads, so that each of them is hit.
            for (int i = 0; i < 4; i++) {
                Faulty faulty = new Faulty(place);
                CompletableFuture<Void> hit = http.stream(fetch(server.uri("/")), faulty);

                HttpFailureException failure = failure(hit);
                assertThat(failure).hasRootCauseInstanceOf(OutOfMemoryError.class);
            }
            List<Thread> threads = ioThreads();
            assertThat(threads).isNotEmpty().allMatch(Thread::isAlive);
            for (int i = 0; i < 4; i++) {
                Faulty sound = new Faulty(null);
                value(http.stream(fetch(server.uri("/")), sound));
                assertThat(sound.received).hasValue(LENGTH);
            }
            assertThat(ioThreads()).containsAll(threads);
            await().until(() -> TestClients.inUse(http) == 0);
        }
    }

    @Test
    void threadsAreStartedByTheFirstRequest() throws Exception {
        try (RawServer server = server()) {
            assertThat(ioThreads()).isEmpty();

            value(http.stream(fetch(server.uri("/")), new Faulty(null)));

            assertThat(ioThreads()).isNotEmpty();
        }
    }

    @Test
    void clientWorksAfterItsThreadsHaveEnded() throws Exception {
        try (RawServer server = server()) {
            Faulty waiting = new Faulty(null);
            waiting.ready = new CompletableFuture<>();
            CompletableFuture<Void> hit = http.stream(fetch(server.uri("/")), waiting);
            await().until(() -> waiting.received.get() > 0);
            List<Thread> threads = ioThreads();
            // HttpCore ends a thread that is interrupted or throws an error.
            threads.forEach(Thread::interrupt);
            await().until(() -> threads.stream().noneMatch(Thread::isAlive));

            for (int i = 0; i < 4; i++) {
                Faulty sound = new Faulty(null);
                value(http.stream(fetch(server.uri("/")), sound));
                assertThat(sound.received).hasValue(LENGTH);
            }

            assertThat(failure(hit).progress())
                    .isEqualTo(HttpFailureException.Progress.MAYBE_PROCESSED);
            await().until(() -> TestClients.inUse(http) == 0);
        }
    }

    private static final class Faulty implements ResponseSink {

        private final Place place;
        private final AtomicLong received = new AtomicLong();
        private CompletableFuture<?> ready = CompletableFuture.completedFuture(null);

        Faulty(Place place) {
            this.place = place;
        }

        private void at(Place here) {
            if (place == here) {
                throw new OutOfMemoryError("expected in this test");
            }
        }

        @Override
        public void head(ResponseHead head) {
            at(Place.HEAD);
        }

        @Override
        public void data(ByteBuffer piece) {
            at(Place.DATA);
            received.addAndGet(piece.remaining());
            piece.position(piece.limit());
        }

        @Override
        public CompletableFuture<?> ready() {
            at(Place.READY);
            return ready;
        }

        @Override
        public int capacity() {
            at(Place.CAPACITY);
            return 64 * 1024;
        }

        @Override
        public boolean isComplete() {
            at(Place.COMPLETE);
            return false;
        }
    }
}
