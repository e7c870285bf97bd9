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
package io.github.refvideo.camel.reference.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.http.AsyncHttp;
import io.github.refvideo.camel.http.HttpClients;
import io.github.refvideo.camel.http.HttpSettings;
import io.github.refvideo.camel.http.TestClients;
import io.github.refvideo.camel.reference.ReferenceStoreException;
import io.github.refvideo.camel.time.ExecutorTimer;
import io.github.refvideo.camel.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client per test, and short ways to call a store. */
abstract class StoreTestKit {

    static final Duration LONG = Duration.ofSeconds(20);

    private ScheduledExecutorService executor;
    Timer timer;
    AsyncHttp http;

    @BeforeEach
    void startClient() {
        executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "test-timer");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer = new ExecutorTimer(executor, Clock.systemUTC());
        http = HttpClients.create(HttpSettings.defaults(), timer);
    }

    /** Whatever a test does, nothing stays open. */
    @AfterEach
    void stopClient() {
        Awaitility.await().until(() -> TestClients.inUse(http) == 0);
        http.close();
        executor.shutdownNow();
    }

    static <T> T value(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    static ReferenceStoreException failure(CompletableFuture<?> future) throws Exception {
        try {
            Object value = future.get(20, TimeUnit.SECONDS);
            throw new AssertionError("Succeeded with " + value);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ReferenceStoreException.class);
            return (ReferenceStoreException) e.getCause();
        }
    }
}
