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
package io.github.refvideo.camel.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.internal.engine.Node.Order;
import io.github.refvideo.camel.internal.engine.PaidService.Fate;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.internal.time.RealTimer;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.VideoProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners, providers and repositories are called without a lock of the engine. */
class UserCodeLockTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String ENGINE = JobEngine.class.getPackageName() + ".";

    /** Only threads of the repository wait for it, and only for the first call. */
    private static final String FIRST_HEARTBEAT = ProcessHeartbeat.class.getName();

    private final Set<String> violations = ConcurrentHashMap.newKeySet();
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final ManualTimer timer = new ManualTimer();
    private final PaidService paid = new PaidService(timer, Resubmission.PAYS_AGAIN);
    private final VideoProvider service = checked(paid, paid.getClass().getInterfaces());
    private final Node node =
            new Node(
                    "node",
                    checked(TestPurchaseStores.memory(timer), VideoJobRepository.class),
                    timer);

    UserCodeLockTest() {
        node.engine.addListener(checked(new JobListener() {}, JobListener.class));
    }

    @AfterEach
    void noLockWasHeld() {
        assertThat(violations).isEmpty();
        assertThat(called).isNotEmpty();
    }

    @Test
    void deliveredVideo() {
        Order order = run("key");
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isNotEmpty();
        assertThat(called).contains("submitted", "statusChanged", "succeeded", "submit", "replace");
    }

    @Test
    void statusFromTheList() {
        Order order = new Order("key", "a prompt");
        order.listThreshold = 0;
        Order another = new Order("another key", "another prompt");
        another.listThreshold = 0;
        node.run(service, order);
        // A single job is not read from the list.
        node.run(service, another);
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.video()).isNotEmpty();
        assertThat(called).contains("list", "longestWindow");
    }

    @Test
    void failedJob() {
        paid.end = JobStatus.FAILED;
        Order order = run("key");
        timer.advance(Duration.ofMinutes(2));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.JOB_FAILED);
        assertThat(called).contains("failed");
    }

    @Test
    void deadline() {
        paid.ends = false;
        Order order = new Order("key", "a prompt");
        order.cancelOnTimeout = true;
        node.run(service, order);
        timer.advance(Node.LIMIT.plusSeconds(1));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(called).contains("cancel");
    }

    @Test
    void deadlineOfUnansweredSubmit() {
        paid.fates = () -> Fate.SILENT;
        Order order = run("key");
        timer.advance(Node.LIMIT.plusSeconds(1));

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void stopWithUnansweredSubmit() {
        paid.fates = () -> Fate.SILENT;
        Order order = run("key");
        node.stop(Duration.ZERO);

        assertThat(order.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
    }

    @Test
    void lostJobIsAdopted() {
        paid.fates = () -> Fate.LOST_AFTER;
        Order order = run("key");
        timer.advance(Duration.ofMinutes(3));

        assertThat(order.video()).isNotEmpty();
    }

    @Test
    void listenerThatWaitsForAnotherThreadDoesNotStopTheEngine() throws Exception {
        called.add("");
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RealTimer clock = new RealTimer()) {
            Node real = new Node("real", TestPurchaseStores.memory(clock), clock, threads);
            PaidService answers = new PaidService(clock, Resubmission.SAME_KEY_IS_SAFE);
            CountDownLatch observed = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            real.engine.addListener(
                    new JobListener() {
                        @Override
                        public void submitted(JobSnapshot job) {
                            // Another thread needs every lock of this job.
                            threads.execute(
                                    () -> {
                                        real.engine.inFlight();
                                        real.engine.accounts();
                                        real.engine.stop(Duration.ZERO);
                                        observed.countDown();
                                    });
                            await(observed);
                            done.countDown();
                        }
                    });

            threads.execute(() -> real.run(answers, new Order("key", "a prompt")));

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(observed.getCount()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Order run(String key) {
        return node.run(service, new Order(key, "a prompt"));
    }

    /** Records each call that arrives while the engine holds a lock. */
    @SuppressWarnings("unchecked")
    private <T> T checked(Object target, Class<?>... interfaces) {
        return (T)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        interfaces,
                        (proxy, method, args) -> {
                            called.add(method.getName());
                            check(method.getName());
                            try {
                                return method.invoke(target, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void check(String call) {
        long[] current = {Thread.currentThread().getId()};
        ThreadInfo thread = THREADS.getThreadInfo(current, true, false)[0];
        for (MonitorInfo monitor : thread.getLockedMonitors()) {
            String type = monitor.getClassName();
            if (type.startsWith(ENGINE) && !type.equals(FIRST_HEARTBEAT)) {
                violations.add(call + " while " + type + " is locked");
            }
        }
    }
}
