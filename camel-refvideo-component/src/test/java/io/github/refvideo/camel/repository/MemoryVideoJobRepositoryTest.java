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
package io.github.refvideo.camel.repository;

import static io.github.refvideo.camel.repository.TestRecords.T0;
import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryVideoJobRepositoryTest extends VideoJobRepositoryContract {

    private Instant now = T0;

    @Override
    VideoJobRepository open() {
        return new MemoryVideoJobRepository(1000, Duration.ofHours(48), () -> now);
    }

    @Test
    void oldestFinishedRecordIsEvictedFirst() throws Exception {
        MemoryVideoJobRepository small =
                new MemoryVideoJobRepository(3, Duration.ofHours(48), () -> now);
        finish(small, "late", T0.plusSeconds(20));
        finish(small, "early", T0.plusSeconds(10));
        small.create(claimed("open"));

        assertThat(small.create(claimed("one more"))).isEmpty();
        assertThat(small.find("early")).isEmpty();
        assertThat(small.find("late")).isPresent();
        assertThat(small.find("open")).isPresent();
    }

    @Test
    void recordsOfDetachedJobsAreEvicted() throws Exception {
        MemoryVideoJobRepository small =
                new MemoryVideoJobRepository(10, Duration.ofHours(48), () -> now);
        for (int i = 0; i < 100; i++) {
            JobRecord first = claimed("submit-" + i);
            assertThat(small.create(first)).isEmpty();
            assertThat(small.replace(next(first, Name.HANDED_OUT, T0.plusSeconds(i)))).isTrue();
        }

        assertThat(small.find("submit-89")).isEmpty();
        assertThat(small.find("submit-90")).isPresent();
    }

    @Test
    void nothingNewIsTakenWhenItIsFullOfUnfinishedRecords() throws Exception {
        MemoryVideoJobRepository small =
                new MemoryVideoJobRepository(2, Duration.ofHours(48), () -> now);
        JobRecord first = claimed("first");
        small.create(first);
        small.create(claimed("second"));

        assertThatExceptionOfType(JobRepositoryException.class)
                .isThrownBy(() -> small.create(claimed("third")))
                .withMessageContaining("capacity is 2");
        assertThat(small.create(claimed("first"))).contains(first);
        assertThat(small.replace(next(first, Name.ACKNOWLEDGED))).isTrue();
        assertThat(small.find("third")).isEmpty();
    }

    @Test
    void onlyFinishedRecordsExpire() throws Exception {
        repository.create(claimed("open"));
        finish(repository, "over", T0);

        now = T0.plus(Duration.ofHours(48));
        assertThat(repository.find("over")).isPresent();

        now = now.plusMillis(1);
        assertThat(repository.find("over")).isEmpty();
        assertThat(repository.create(claimed("over"))).isEmpty();
        now = now.plus(Duration.ofDays(1000));
        assertThat(repository.find("open")).isPresent();
    }

    @Test
    void defaultsAreFiftyThousandRecordsAndTwoDays() {
        MemoryVideoJobRepository defaults = new MemoryVideoJobRepository();

        assertThat(defaults.getCapacity()).isEqualTo(50_000);
        assertThat(defaults.getTimeToLiveMillis()).isEqualTo(172_800_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.setCapacity(0))
                .withMessageContaining("capacity must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.setTimeToLiveMillis(0))
                .withMessageContaining("timeToLiveMillis must be at least 1");
    }

    private static void finish(VideoJobRepository repository, String key, Instant at)
            throws Exception {
        JobRecord first = claimed(key);
        repository.create(first);
        repository.replace(next(first, Name.TAKEN, at));
    }
}
