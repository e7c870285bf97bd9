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
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.provider.Resubmission;
import io.github.refvideo.camel.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * The money rule for failed submits: what certainly was not processed may be sent again; what may
 * have been processed only where the same key leads to the same job.
 */
final class SubmitRule {

    /**
     * Enough for a restart of the service behind a load balancer; more would only hide an outage.
     */
    static final int MOST_ATTEMPTS = 3;

    private final Backoff backoff;

    SubmitRule(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * @param failure the last one
     * @param attempts sent so far
     * @param resubmission what the provider allows
     * @param deadline a wait that ends behind it is no wait
     * @return how long to wait before the next attempt; empty to give up
     */
    Optional<Duration> retry(
            ProviderException failure, int attempts, Resubmission resubmission, Deadline deadline) {
        if (!failure.details().retryable()) {
            return Optional.empty();
        }
        if (failure.processed() == Processed.MAYBE && resubmission == Resubmission.PAYS_AGAIN) {
            return Optional.empty();
        }
        boolean limited = failure.details().kind() == ErrorKind.RATE_LIMITED;
        if (!limited && attempts >= MOST_ATTEMPTS) {
            return Optional.empty();
        }
        Duration delay = backoff.afterFailure(attempts, failure.details().reply().retryAfter());
        return delay.compareTo(deadline.remaining()) < 0 ? Optional.of(delay) : Optional.empty();
    }
}
