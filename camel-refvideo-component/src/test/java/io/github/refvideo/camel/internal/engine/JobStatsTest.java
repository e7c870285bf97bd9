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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.event.FailureRatio;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.internal.time.ManualTimer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStatsTest {

    private final ManualTimer timer = new ManualTimer();
    private final JobStats stats = new JobStats(timer);

    private static final JobOutcome REPEATED =
            new JobOutcome(null, null, null, null, 0, 0, Duration.ZERO, true);

    @Test
    void eachCredentialHasItsOwn() {
        stats.succeeded(of("a"), REPEATED);
        stats.failed(of("a"), error(ErrorKind.SERVICE));
        stats.failed(of("b"), error(ErrorKind.TIMEOUT));

        assertThat(stats.recentFailures("a")).isEqualTo(new FailureRatio(2, 1));
        assertThat(stats.recentFailures("b")).isEqualTo(new FailureRatio(1, 1));
        assertThat(stats.recentFailures("c")).isEqualTo(new FailureRatio(0, 0));
    }

    @Test
    void oldResultsAreNotCounted() {
        stats.failed(of("a"), error(ErrorKind.SERVICE));
        timer.advance(Duration.ofMinutes(9));
        stats.succeeded(of("a"), REPEATED);
        assertThat(stats.recentFailures("a")).isEqualTo(new FailureRatio(2, 1));

        timer.advance(Duration.ofMinutes(2));

        assertThat(stats.recentFailures("a")).isEqualTo(new FailureRatio(1, 0));
    }

    @Test
    void onlyTheLastFiftyAreKept() {
        for (int i = 0; i < 1000; i++) {
            stats.failed(of("a"), error(ErrorKind.SERVICE));
        }
        for (int i = 0; i < 20; i++) {
            stats.succeeded(of("a"), REPEATED);
        }

        assertThat(stats.recentFailures("a")).isEqualTo(new FailureRatio(50, 30));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {
                "INVALID_REQUEST",
                "CONTENT_REJECTED",
                "RATE_LIMITED",
                "JOB_CANCELED",
                "JOB_EXPIRED",
                "REFERENCE_STORE",
                "REPOSITORY",
                "SHUTDOWN"
            })
    void failuresNotCausedByTheServiceAreNotCounted(ErrorKind kind) {
        stats.failed(of("a"), error(kind));

        assertThat(stats.recentFailures("a")).isEqualTo(new FailureRatio(0, 0));
    }

    private static JobSnapshot of(String account) {
        return new JobSnapshot(
                JobOrigin.UNKNOWN,
                "p",
                account,
                "m",
                "job_1",
                JobPhase.DONE,
                null,
                Duration.ZERO,
                0,
                null,
                null,
                null);
    }

    private static RefVideoException error(ErrorKind kind) {
        return RefVideoExceptions.of(ErrorDetails.of(kind, "x"));
    }
}
