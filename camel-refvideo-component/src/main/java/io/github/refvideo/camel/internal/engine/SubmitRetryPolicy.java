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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a failed submit is sent again: one that certainly was not processed may be; one that may
 * have been processed only where the same key leads to the same job.
 */
final class SubmitRetryPolicy {

    /** Enough for a restart of the service behind a load balancer; more would hide an outage. */
    static final int MAX_ATTEMPTS = 3;

    private final Backoff backoff;

    SubmitRetryPolicy(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * @param failure of the last attempt
     * @param attempts sent so far
     * @param resubmission what the provider allows
     * @param deadline a retry after it is no retry
     * @return the delay before the next attempt; empty for no further attempt
     */
    Optional<Duration> delay(
            ProviderException failure, int attempts, Resubmission resubmission, Deadline deadline) {
        if (!failure.details().retryable()
                || failure.processed() == Processed.MAYBE
                        && resubmission == Resubmission.PAYS_AGAIN) {
            return Optional.empty();
        }
        boolean limited = failure.details().kind() == ErrorKind.RATE_LIMITED;
        if (!limited && attempts >= MAX_ATTEMPTS) {
            return Optional.empty();
        }
        Duration delay = backoff.afterFailure(attempts, failure.details().reply().retryAfter());
        return delay.compareTo(deadline.remaining()) < 0 ? Optional.of(delay) : Optional.empty();
    }
}
