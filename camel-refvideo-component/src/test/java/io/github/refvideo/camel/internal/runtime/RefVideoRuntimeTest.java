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
package io.github.refvideo.camel.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.concurrent.SizedScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The thread pools with thousands of waiting jobs. */
class RefVideoRuntimeTest {

    @Test
    void timerTakesManyWaitsOnOneThreadAndForgetsCancelledOnes() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoRuntime runtime =
                    new RefVideoRuntime(
                            context,
                            this,
                            8,
                            new MemoryVideoJobRepository(),
                            "node",
                            Duration.ofSeconds(30),
                            Duration.ofHours(48));
            Timer timer = runtime.timer();
            List<Timer.Cancellable> waits = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                waits.add(timer.after(Duration.ofHours(1), () -> {}));
            }
            CountDownLatch soon = new CountDownLatch(1);
            timer.after(Duration.ZERO, soon::countDown);
            assertThat(soon.await(30, TimeUnit.SECONDS)).isTrue();

            ThreadPoolExecutor pool =
                    ((SizedScheduledExecutorService) runtime.ticks())
                            .getScheduledThreadPoolExecutor();
            // The runtime itself waits for the next time to purge the repository.
            assertThat(pool.getQueue()).hasSize(5_001);
            assertThat(pool.getLargestPoolSize()).isEqualTo(1);
            waits.forEach(Timer.Cancellable::cancel);
            assertThat(pool.getQueue()).hasSize(1);
            runtime.stop();
        }
    }

    @Test
    void moreTasksThanThreadsWaitForTheirTurn() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoRuntime runtime =
                    new RefVideoRuntime(
                            context,
                            this,
                            8,
                            new MemoryVideoJobRepository(),
                            "node",
                            Duration.ofSeconds(30),
                            Duration.ofHours(48));
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch all = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                runtime.disk()
                        .execute(
                                () -> {
                                    try {
                                        blocked.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                    all.countDown();
                                });
            }
            assertThat(all.getCount()).isEqualTo(100);
            blocked.countDown();

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            runtime.stop();
        }
    }
}
