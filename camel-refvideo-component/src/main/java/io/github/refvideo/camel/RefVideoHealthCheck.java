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
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.HealthCheckComponent;

/**
 * Tells whether videos can be made: the service is there and takes the key, asked by a call that
 * costs nothing, and the jobs that ended within the last ten minutes did not mostly fail. A
 * readiness check among Camel's producer checks: off unless {@code
 * camel.health.producersEnabled=true}, and off for the component with {@code
 * healthCheckProducerEnabled=false}.
 */
final class RefVideoHealthCheck extends AbstractHealthCheck {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    /** For the turn among the calls with the same credential. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final Duration ANSWER_TIMEOUT = CALL_TIMEOUT.plus(TURN);

    /** Workers that routes hold must not make the health check wait for ever. */
    private static final Duration PATIENCE = ANSWER_TIMEOUT.plusSeconds(1);

    /** Orchestrators ask every second, from several places; the service is not asked so often. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** Fewer jobs than that say nothing about a service. */
    private static final int FEWEST_JOBS = 5;

    private final Endpoint endpoint;
    private final Callable<ProducerContext> context;
    private final WritableHealthCheckRepository checks;

    // Guarded by this.
    private RefVideoException lastError;
    private long askedAtNanos;
    private RefVideoRuntime asked;

    private RefVideoHealthCheck(
            Endpoint endpoint,
            Callable<ProducerContext> context,
            WritableHealthCheckRepository checks) {
        super("camel", "producer:refvideo-" + ((DefaultEndpoint) endpoint).getId());
        this.endpoint = endpoint;
        this.context = context;
        this.checks = checks;
    }

    /**
     * Adds the check of a producer.
     *
     * @param context of the component's present life
     * @return null when the context has no health checks
     */
    static RefVideoHealthCheck register(Endpoint endpoint, Callable<ProducerContext> context) {
        WritableHealthCheckRepository checks =
                HealthCheckHelper.getHealthCheckRepository(
                        endpoint.getCamelContext(),
                        "producers",
                        WritableHealthCheckRepository.class);
        if (checks == null) {
            return null;
        }
        RefVideoHealthCheck check = new RefVideoHealthCheck(endpoint, context, checks);
        check.setCamelContext(endpoint.getCamelContext());
        check.setEnabled(
                ((HealthCheckComponent) ((DefaultEndpoint) endpoint).getComponent())
                        .isHealthCheckProducerEnabled());
        checks.addHealthCheck(check);
        return check;
    }

    /** Takes the check away when its producer stops. */
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
            judge(result, context.call());
        } catch (Exception e) {
            result.down().message(e.getMessage()).error(e);
        }
    }

    private void judge(HealthCheckResultBuilder result, ProducerContext context) {
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
        } else if (recent.jobs() >= FEWEST_JOBS && recent.failures() * 2 > recent.jobs()) {
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

    /** What the free call ended with; null when the service is there and takes the key. */
    private synchronized RefVideoException probe(ProducerContext context) {
        long now = context.runtime().timer().nanoTime();
        if (asked != context.runtime()) {
            // What an earlier life of the component heard, or that it was stopped, is over.
            lastError = null;
        }
        if (asked != context.runtime() || now - askedAtNanos > KEPT.toNanos()) {
            lastError = ask(context);
            asked = context.runtime();
            askedAtNanos = now;
        }
        return lastError;
    }

    private RefVideoException ask(ProducerContext context) {
        if (!(context.provider() instanceof HealthProbe service)) {
            return null;
        }
        CompletableFuture<RefVideoException> answer = new CompletableFuture<>();
        Deadline turn = Deadline.after(context.runtime().timer(), TURN);
        AtomicBoolean hadItsTurn = new AtomicBoolean();
        context.runtime()
                .engine()
                .call(
                        context.provider(),
                        context.quota(),
                        () -> {
                            hadItsTurn.set(!turn.expired());
                            return service.probe(CALL_TIMEOUT);
                        },
                        ANSWER_TIMEOUT,
                        (nothing, error) -> answer.complete(error));
        try {
            RefVideoException error = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            // All with that credential hold back, or many read their status: nobody knows more.
            return error != null && error.getKind() == ErrorKind.TIMEOUT && !hadItsTurn.get()
                    ? lastError
                    : error;
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "all worker threads are held by routes; raise workerThreads, or make the routes"
                            + " behind refvideo asynchronous",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
