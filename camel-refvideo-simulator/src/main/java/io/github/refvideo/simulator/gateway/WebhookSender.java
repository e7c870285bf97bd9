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
package io.github.refvideo.simulator.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobCompletionNotifier;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.time.ClockScheduler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a callback when a job finishes: best effort, a few attempts, no redirects. */
final class WebhookSender {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final long ANSWER_WITHIN_MILLIS = 10_000;

    /** Per host. With the default of 5, callbacks of jobs that end together wait for each other. */
    private static final int MAX_CONNECTIONS = 100;

    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2));

    private final HttpClient client;
    private final JobCompletionNotifier watch;
    private final ClockScheduler alarms;
    private final Clock clock;
    private final Faults faults;
    private final Ledger ledger;

    WebhookSender(
            Vertx vertx,
            JobCompletionNotifier watch,
            ClockScheduler alarms,
            Clock clock,
            Faults faults,
            Ledger ledger) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setTrustAll(true).setVerifyHost(false),
                        new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
        this.watch = watch;
        this.alarms = alarms;
        this.clock = clock;
        this.faults = faults;
        this.ledger = ledger;
    }

    void watch(GatewayJob job) {
        if (job.callbackUrl() != null) {
            watch.whenFinished(job.job(), () -> announce(job));
        }
    }

    private void announce(GatewayJob found) {
        Optional<Fault> fault = faults.next(Step.WEBHOOK, found.job().id(), found.model().id());
        FaultKind kind = fault.map(Fault::kind).orElse(null);
        if (kind == FaultKind.LOST_DELIVERY) {
            return;
        }
        String secret = kind == FaultKind.BAD_SIGNATURE ? "another-secret" : found.webhookSecret();
        Event event = event(found, secret);
        attempt(event, 0);
        if (kind == FaultKind.DUPLICATE_DELIVERY) {
            attempt(event, DELAYS.size());
        }
    }

    private void attempt(Event event, int failedBefore) {
        send(event)
                .onComplete(
                        done -> {
                            boolean taken = done.succeeded() && done.result() / 100 == 2;
                            if (!taken && failedBefore < DELAYS.size()) {
                                LOG.debug(
                                        "Callback {} was not accepted: {}",
                                        event.dedupeKey(),
                                        done);
                                alarms.at(
                                        clock.instant().plus(DELAYS.get(failedBefore)),
                                        () -> attempt(event, failedBefore + 1));
                            }
                        });
    }

    private Future<Integer> send(Event event) {
        RequestOptions request;
        try {
            request =
                    new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setAbsoluteURI(event.url())
                            .setFollowRedirects(false)
                            .setTimeout(ANSWER_WITHIN_MILLIS)
                            .putHeader("content-type", "application/json")
                            .putHeader("x-ai-gateway-idempotency-key", event.dedupeKey())
                            // Real time, not the simulator's: the receiver compares it with its own
                            // clock.
                            .putHeader(
                                    "x-ai-gateway-signature",
                                    WebhookSignature.of(
                                            event.secret(), event.body(), Instant.now()));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        ledger.calledBack();
        return client.request(request)
                .compose(sent -> sent.send(event.body()))
                .compose(response -> response.body().map(response.statusCode()));
    }

    private Event event(GatewayJob found, String secret) {
        Job job = found.job();
        JobState state = job.stateAt(clock.instant());
        String status =
                switch (state) {
                    case FAILED -> "failed";
                    case CANCELLED -> "cancelled";
                    default -> "completed";
                };
        ObjectNode body = Json.object().put("type", "video.generation." + status);
        ObjectNode data =
                body.putObject("data")
                        .put("jobId", job.id())
                        .put("modelId", found.model().id())
                        .put("status", status)
                        .put("createdAt", job.createdAt().toEpochMilli())
                        .put("completedAt", job.finishedAt(clock.instant()).toEpochMilli());
        if (state == JobState.FAILED) {
            data.putObject("error").put("message", job.failure());
        }
        return new Event(found.callbackUrl(), secret, job.id() + "-" + status, Json.text(body));
    }

    private record Event(String url, String secret, String dedupeKey, String body) {}
}
