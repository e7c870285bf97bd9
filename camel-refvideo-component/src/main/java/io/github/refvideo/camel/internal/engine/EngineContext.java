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

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.internal.util.BoundedMap;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.VideoProvider;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The state and the services that all jobs of one engine share. Thread-safe. */
final class EngineContext {

    private static final int MAX_KNOWN_JOBS = 10_000;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    /** Keeps jobs from polling in lockstep. */
    private static final double JITTER = 0.1;

    private final Timer timer;
    private final PurchaseStore store;
    private final Backoff backoff;
    private final RunTimeEstimator runTimes = new RunTimeEstimator();
    private final JobListeners listeners = new JobListeners();
    private final BoundedMap<String, Boolean> knownJobs = new BoundedMap<>(MAX_KNOWN_JOBS);
    private final BoundedMap<String, Boolean> deliveredJobs = new BoundedMap<>(MAX_KNOWN_JOBS);
    private final BoundedMap<String, Boolean> canceled = new BoundedMap<>(MAX_KNOWN_JOBS);
    private final Map<String, BatchStatusPoller> pollers = new ConcurrentHashMap<>();

    EngineContext(Timer timer, RandomGenerator random, PurchaseStore store) {
        this.timer = timer;
        this.store = store;
        this.backoff = new Backoff(FIRST_DELAY, MAX_DELAY, JITTER, random::nextDouble);
    }

    Timer timer() {
        return timer;
    }

    PurchaseStore store() {
        return store;
    }

    Backoff backoff() {
        return backoff;
    }

    RunTimeEstimator runTimes() {
        return runTimes;
    }

    JobListeners listeners() {
        return listeners;
    }

    /** Ids of the last jobs that services acknowledged to this process. */
    BoundedMap<String, Boolean> knownJobs() {
        return knownJobs;
    }

    /** Accounts and ids of the last jobs whose videos this process delivered. */
    BoundedMap<String, Boolean> deliveredJobs() {
        return deliveredJobs;
    }

    /** Messages and purchases that were canceled before their submit. */
    BoundedMap<String, Boolean> canceled() {
        return canceled;
    }

    /** The poller that reads the service's list for an account. */
    BatchStatusPoller listPoller(VideoProvider provider, JobLister lister, AccountLimiter limiter) {
        String name = provider.name();
        return pollers.computeIfAbsent(
                provider.account() + " at " + provider.baseUrl(),
                account -> new BatchStatusPoller(limiter, timer, lister, name));
    }
}
