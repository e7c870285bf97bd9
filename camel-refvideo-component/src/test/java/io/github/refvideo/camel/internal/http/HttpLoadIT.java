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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpLoadIT extends HttpTestKit {

    @Override
    protected HttpSettings settings() {
        return HttpSettings.defaults().withMaxConnections(600, 600);
    }

    @Test
    void fiveHundredCallsAtOnceTakeAHandfulOfThreads() throws Exception {
        CountDownLatch all = new CountDownLatch(500);
        try (RawServer server =
                RawServer.of(
                        peer -> {
                            while (peer.read() != null) {
                                all.countDown();
                                all.await();
                                peer.write(RawServer.ok("x"));
                            }
                        })) {
            List<CompletableFuture<HttpResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                calls.add(http.send(get(server.uri("/" + i), Duration.ofSeconds(60))));
            }
            all.await();
            // Two I/O threads, and four threads for name resolution that end soon.
            assertThat(HttpAbortTest.clientThreads()).isLessThanOrEqualTo(6);
            for (CompletableFuture<HttpResponse> call : calls) {
                assertThat(value(call).status()).isEqualTo(200);
            }
            await().until(() -> ((ApacheAsyncHttp) http).inUse() == 0);
        }
    }
}
