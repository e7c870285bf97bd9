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
package io.github.refvideo.camel.internal.download;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.download.Download.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadRetryPolicyTest {

    @Test
    void delaysDoubleUpToALimitUntilTheLastAttempt() {
        RetryPolicy retries = new RetryPolicy(() -> 0);
        List<Long> waits = new ArrayList<>();
        for (var wait = retries.next(0, ZERO); wait.isPresent(); wait = retries.next(0, ZERO)) {
            waits.add(wait.get().toMillis());
        }
        assertThat(waits).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L);
    }

    @Test
    void progressResetsTheFailures() {
        RetryPolicy retries = new RetryPolicy(() -> 0);
        for (int size = 1; size < 1000; size++) {
            assertThat(retries.next(size, ZERO)).contains(ofMillis(500));
        }
    }

    @Test
    void startingOverIsNotProgress() {
        RetryPolicy retries = new RetryPolicy(() -> 0);
        assertThat(retries.next(100, ZERO)).contains(ofMillis(500));
        assertThat(retries.next(50, ZERO)).contains(ofMillis(500));
        assertThat(retries.next(100, ZERO)).contains(ofSeconds(1));
        assertThat(retries.next(101, ZERO)).contains(ofMillis(500));
    }

    @Test
    void jitterLengthensByHalfAtMost() {
        assertThat(new RetryPolicy(() -> 1).next(0, ZERO)).contains(ofMillis(750));
        assertThat(new RetryPolicy(() -> 0.5).next(0, ZERO)).contains(ofMillis(625));
    }

    @Test
    void retryIsNeverEarlierThanTheServerRequested() {
        Duration hint = ofSeconds(60);
        assertThat(new RetryPolicy(() -> 0).next(0, hint)).contains(ofSeconds(60));
        assertThat(new RetryPolicy(() -> 1).next(0, hint)).contains(ofSeconds(72));
        assertThat(new RetryPolicy(() -> 0).next(0, ofMillis(1))).contains(ofMillis(500));
    }
}
