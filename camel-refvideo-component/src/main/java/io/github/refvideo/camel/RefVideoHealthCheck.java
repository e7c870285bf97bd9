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
package io.github.refvideo.camel;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.FailureRatio;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.HealthProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/**
 * The readiness check of a producer. It is UP if the service is reachable and accepts the
 * credentials, which a free call verifies, and if most of the jobs that ended within the last ten
 * minutes did not fail. Enabled by {@code camel.health.producersEnabled=true}; disabled for the
 * component by {@code healthCheckProducerEnabled=false}.
 */
final class RefVideoHealthCheck extends AbstractHealthCheck {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    /** The maximum wait for the rate limit of the credential. */
    private static final Duration RATE_LIMIT_WAIT = Duration.ofSeconds(1);

    private static final Duration ANSWER_TIMEOUT = CALL_TIMEOUT.plus(RATE_LIMIT_WAIT);

    /** Blocked worker threads must not block the health check. */
    private static final Duration RESULT_TIMEOUT = ANSWER_TIMEOUT.plusSeconds(1);

    /** Orchestrators may call the check every second; the service is called less often. */
    private static final Duration CACHE_DURATION = Duration.ofSeconds(10);

    /** Fewer jobs are not significant. */
    private static final int MIN_JOBS = 5;

    private final Endpoint endpoint;
    private final Callable<ProducerContext> context;
    private final WritableHealthCheckRepository checks;

    private final ReentrantLock probing = new ReentrantLock();

    // Guarded by probing.
    private @Nullable RefVideoException lastError;
    private long lastCallNanos;
    private @Nullable RefVideoRuntime lastRuntime;

    private RefVideoHealthCheck(
            String id,
            Endpoint endpoint,
            Callable<ProducerContext> context,
            WritableHealthCheckRepository checks) {
        super("camel", id);
        this.endpoint = endpoint;
        this.context = context;
        this.checks = checks;
    }

    /**
     * Adds the check of a producer.
     *
     * @param name of the producer; shows which step of which route is affected
     * @param context of the current start of the component
     * @return null if the context has no health checks
     */
    static @Nullable RefVideoHealthCheck register(
            Endpoint endpoint, String name, Callable<ProducerContext> context) {
        WritableHealthCheckRepository checks =
                HealthCheckHelper.getHealthCheckRepository(
                        endpoint.getCamelContext(),
                        "producers",
                        WritableHealthCheckRepository.class);
        if (checks == null) {
            return null;
        }
        String id = id(name, checks);
        RefVideoHealthCheck check = new RefVideoHealthCheck(id, endpoint, context, checks);
        check.setCamelContext(endpoint.getCamelContext());
        check.setEnabled(
                ((HealthCheckComponent) ((DefaultEndpoint) endpoint).getComponent())
                        .isHealthCheckProducerEnabled());
        checks.addHealthCheck(check);
        return check;
    }

    /** A route may have several producers of the same operation. */
    private static String id(String name, WritableHealthCheckRepository checks) {
        String first = "producer:refvideo-" + name;
        String id = first;
        for (int i = 2; checks.getCheck(id).isPresent(); i++) {
            id = first + '-' + i;
        }
        return id;
    }

    /** Removes the check when its producer stops. */
    void remove() {
        checks.removeHealthCheck(this);
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try {
            evaluate(result, context.call());
        } catch (Exception e) {
            result.down().message(e.getMessage()).error(e);
        }
    }

    private void evaluate(HealthCheckResultBuilder result, ProducerContext context) {
        FailureRatio recent = context.runtime().engine().recentFailures(context.provider());
        result.detail("provider", context.provider().name())
                .detail("service", context.provider().baseUrl())
                .detail("recent.jobs", recent.jobs())
                .detail("recent.failures", recent.failures());
        RefVideoException error = probe(context);
        if (error != null && error.getKind() != ErrorKind.RATE_LIMITED) {
            result.down().message(error.getMessage()).error(error);
            result.detail("error.kind", error.getKind().name());
            if (error.getHttpStatus() != 0) {
                result.detail(SERVICE_STATUS_CODE, error.getHttpStatus());
            }
            if (error.getProviderCode() != null) {
                result.detail(SERVICE_ERROR_CODE, error.getProviderCode());
            }
        } else if (recent.jobs() >= MIN_JOBS && recent.failures() * 2 > recent.jobs()) {
            result.down()
                    .message(
                            recent.failures()
                                    + " of the last "
                                    + recent.jobs()
                                    + " jobs failed, though the service answers");
        } else {
            result.up();
        }
    }

    /** The error of the free call; null if the service is reachable and accepts the credentials. */
    private @Nullable RefVideoException probe(ProducerContext context) {
        // Waits for the service: a monitor would pin a virtual thread on JDK 21 to 23.
        probing.lock();
        try {
            long now = context.runtime().timer().nanoTime();
            if (lastRuntime != context.runtime()) {
                // Results from before a restart of the component do not count.
                lastError = null;
            }
            if (lastRuntime != context.runtime()
                    || now - lastCallNanos > CACHE_DURATION.toNanos()) {
                lastError = callService(context);
                lastRuntime = context.runtime();
                lastCallNanos = now;
            }
            return lastError;
        } finally {
            probing.unlock();
        }
    }

    private @Nullable RefVideoException callService(ProducerContext context) {
        if (!(context.provider() instanceof HealthProbe service)) {
            return null;
        }
        CompletableFuture<RefVideoException> answer = new CompletableFuture<>();
        Deadline sendDeadline = Deadline.after(context.runtime().timer(), RATE_LIMIT_WAIT);
        AtomicBoolean sentInTime = new AtomicBoolean();
        context.runtime()
                .engine()
                .call(
                        context.provider(),
                        context.quota(),
                        () -> {
                            sentInTime.set(!sendDeadline.expired());
                            return service.probe(CALL_TIMEOUT);
                        },
                        ANSWER_TIMEOUT,
                        (nothing, error) -> answer.complete(error));
        try {
            RefVideoException error = answer.get(RESULT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            // The call was not sent because of the rate limit: the last result remains valid.
            return error != null && error.getKind() == ErrorKind.TIMEOUT && !sentInTime.get()
                    ? lastError
                    : error;
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "all worker threads are blocked by routes; increase workerThreads, or use asynchronous"
                            + " steps after refvideo",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
