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
package io.github.refvideo.camel.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.event.RefVideoJobProgressEvent;
import io.github.refvideo.camel.event.RefVideoJobStatusChangedEvent;
import io.github.refvideo.camel.spi.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class CoalescingEventQueueTest {

    private final CamelContext context = new DefaultCamelContext();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<RefVideoJobEvent> delivered = new ArrayList<>();
    private final CoalescingEventQueue queue = new CoalescingEventQueue(tasks::add, delivered::add);

    private static JobSnapshot job(String id, int polls) {
        return new JobSnapshot(
                new JobOrigin("exchange of " + id, "route"),
                "gateway",
                "gateway-1",
                "m",
                id,
                JobPhase.WAITING,
                JobStatus.RUNNING,
                Duration.ofSeconds(polls),
                polls,
                null,
                4,
                null);
    }

    private RefVideoJobEvent progress(String id, int polls) {
        return new RefVideoJobProgressEvent(context, job(id, polls));
    }

    private RefVideoJobEvent changed(String id, int polls) {
        return new RefVideoJobStatusChangedEvent(context, job(id, polls), JobStatus.QUEUED);
    }

    private void run() {
        List<Runnable> due = List.copyOf(tasks);
        tasks.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void oneTaskDeliversAllQueuedEvents() {
        queue.add(changed("a", 1));
        queue.add(changed("b", 1));
        queue.add(changed("a", 2));

        assertThat(tasks).hasSize(1);
        run();
        assertThat(delivered)
                .extracting(event -> event.getJob().jobId())
                .containsExactly("a", "b", "a");

        queue.add(changed("c", 1));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void newerProgressReplacesOlder() {
        queue.add(progress("a", 1));
        queue.add(progress("b", 1));
        queue.add(progress("a", 2));
        queue.add(progress("a", 3));

        run();

        assertThat(delivered)
                .extracting(event -> event.getJob().jobId() + event.getJob().polls())
                .containsExactly("a3", "b1");
    }

    @Test
    void progressNeverOvertakesAnotherEventOfItsJob() {
        queue.add(progress("a", 1));
        queue.add(changed("a", 1));
        queue.add(progress("a", 2));
        queue.add(progress("a", 3));

        run();

        assertThat(delivered).extracting(event -> event.getJob().polls()).containsExactly(1, 1, 3);
        assertThat(delivered.get(1)).isInstanceOf(RefVideoJobStatusChangedEvent.class);
    }

    @Test
    void deliveredProgressIsNotReplaced() {
        queue.add(progress("a", 1));
        run();
        queue.add(progress("a", 2));
        run();

        assertThat(delivered).extracting(event -> event.getJob().polls()).containsExactly(1, 2);
    }

    @Test
    void blockedReceiverUsesBoundedMemoryAndProgressIsDroppedFirst() {
        for (int i = 0; i < CoalescingEventQueue.CAPACITY; i++) {
            queue.add(progress("p" + i, 1));
        }
        for (int i = 0; i < CoalescingEventQueue.CAPACITY; i++) {
            queue.add(changed("c" + i, 1));
        }

        run();

        assertThat(delivered).hasSize(CoalescingEventQueue.CAPACITY);
        assertThat(delivered)
                .filteredOn(event -> event instanceof RefVideoJobProgressEvent)
                .hasSize(CoalescingEventQueue.MAX_PROGRESS);
        delivered.clear();
        queue.add(progress("a", 1));
        run();
        assertThat(delivered).hasSize(1);
    }

    @Test
    void noEventIsAcceptedAfterTheEnd() {
        assertThat(queue.finish(Duration.ZERO)).isTrue();

        queue.add(changed("a", 1));

        assertThat(tasks).isEmpty();
    }

    @Test
    void queuedEventsAreDroppedAfterTheGracePeriod() {
        queue.add(changed("a", 1));

        assertThat(queue.finish(Duration.ofMillis(20))).isFalse();

        run();
        assertThat(delivered).isEmpty();
    }
}
