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
package io.github.refvideo.examples.scaleout;

import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Sends requests to queues in turn, at a steady pace. */
final class RequestSender implements AutoCloseable {

    private static final List<String> REFERENCES = List.of("https://example.com/cat.png");

    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final int count;

    /**
     * @param time for all of them together
     */
    RequestSender(Requests requests, List<String> queues, int count, Duration time) {
        this.count = count;
        sender.scheduleAtFixedRate(
                () -> {
                    int number = sent.get();
                    if (number < count) {
                        requests.send(
                                queues.get(number % queues.size()), prompt(number), REFERENCES);
                        sent.incrementAndGet();
                    }
                },
                0,
                time.toNanos() / count,
                TimeUnit.NANOSECONDS);
    }

    /** The prompt of a request, counted from 0. */
    static String prompt(int number) {
        return "character1 waves, take " + (number + 1);
    }

    void awaitAllSent() {
        Awaitility.await().untilAtomic(sent, greaterThanOrEqualTo(count));
    }

    @Override
    public void close() throws InterruptedException {
        sender.shutdown();
        sender.awaitTermination(10, TimeUnit.SECONDS);
    }
}
