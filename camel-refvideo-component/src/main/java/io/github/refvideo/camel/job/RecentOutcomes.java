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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the last jobs of each credential ended, for those who ask how a service is doing. Bounded;
 * thread-safe.
 */
final class RecentOutcomes implements JobListener {

    private static final int MOST = 50;

    private static final Duration AGE = Duration.ofMinutes(10);

    /** These say nothing about how the service is doing. */
    private static final Set<ErrorKind> NOT_THE_SERVICE =
            EnumSet.of(
                    ErrorKind.INVALID_REQUEST,
                    ErrorKind.CONTENT_REJECTED,
                    // Too much is asked for; a 429 is an answer.
                    ErrorKind.RATE_LIMITED,
                    ErrorKind.JOB_CANCELED,
                    // Somebody asked too late.
                    ErrorKind.JOB_EXPIRED,
                    ErrorKind.REFERENCE_STORE,
                    ErrorKind.REPOSITORY,
                    ErrorKind.SHUTDOWN);

    private record Ended(long nanos, boolean failed) {}

    private final Timer timer;
    private final Map<String, Deque<Ended>> accounts = new ConcurrentHashMap<>();

    RecentOutcomes(Timer timer) {
        this.timer = timer;
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        ended(job.account(), false);
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        if (!NOT_THE_SERVICE.contains(error.getKind())) {
            ended(job.account(), true);
        }
    }

    private void ended(String account, boolean failed) {
        Deque<Ended> last = accounts.computeIfAbsent(account, a -> new ArrayDeque<>());
        synchronized (last) {
            last.addLast(new Ended(timer.nanoTime(), failed));
            if (last.size() > MOST) {
                last.removeFirst();
            }
        }
    }

    /** The last 50 jobs of a credential, as far as they ended within ten minutes. */
    FailureRatio of(String account) {
        Deque<Ended> last = accounts.getOrDefault(account, new ArrayDeque<>());
        synchronized (last) {
            last.removeIf(ended -> timer.nanoTime() - ended.nanos() > AGE.toNanos());
            return new FailureRatio(last.size(), (int) last.stream().filter(Ended::failed).count());
        }
    }
}
