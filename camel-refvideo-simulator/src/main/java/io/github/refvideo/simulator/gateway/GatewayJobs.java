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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.job.IdempotencyKeys;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.Hex;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates the jobs of this protocol, once per idempotency key, and finds them by id. Thread-safe.
 */
final class GatewayJobs {
    private static final int MAX_JOBS = 200_000;

    private final Map<String, GatewayJob> byId =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, GatewayJob> eldest) {
                    return size() > MAX_JOBS;
                }
            };
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final GatewayModels models;
    private final Jobs jobs;
    private final JobPreparer preparer;
    private final Ledger ledger;
    private final Clock clock;
    private final WebhookSender webhooks;

    GatewayJobs(
            GatewayModels models,
            Jobs jobs,
            JobPreparer preparer,
            Ledger ledger,
            Clock clock,
            WebhookSender webhooks) {
        this.models = models;
        this.jobs = jobs;
        this.preparer = preparer;
        this.ledger = ledger;
        this.clock = clock;
        this.webhooks = webhooks;
    }

    /**
     * The job for this call: a new job, or the existing job of the key; empty if the key was used
     * for another request.
     *
     * @throws InvalidRequestException if the adapter of the model's vendor rejects the request
     */
    Optional<GatewayJob> start(Call call, VideoRequest request, String key)
            throws InvalidRequestException {
        String model = call.header("ai-model-id");
        Interpretation reading = Interpretation.of(models.find(model).orElseThrow(), request);
        // The raw bytes are compared, so that a client whose retries serialize the request
        // differently is detected.
        String fingerprint = model + " " + Hex.sha256(call.body().getBytes());
        IdempotencyKeys.Result result =
                keys.claim(key, fingerprint, () -> create(call, model, request, reading, key));
        return switch (result.outcome()) {
            case MISUSED -> Optional.empty();
            case CREATED, REPLAYED -> find(result.job().id());
        };
    }

    Optional<GatewayJob> find(String id) {
        synchronized (byId) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    void clear() {
        keys.clear();
        synchronized (byId) {
            byId.clear();
        }
    }

    private Job create(
            Call call, String modelId, VideoRequest request, Interpretation reading, String key) {
        GatewayModel model = models.find(modelId).orElseThrow();
        Job job = jobs.create("job_", reading.spec(), call.body().toString());
        String callback = request.callbackUrl();
        GatewayJob created =
                new GatewayJob(
                        job,
                        model,
                        reading.warnings(),
                        reading.cost(),
                        "gen_" + UUID.randomUUID().toString().replace("-", ""),
                        callback,
                        callback == null
                                ? null
                                : "whsec_" + UUID.randomUUID().toString().replace("-", ""),
                        call.hitBy(FaultKind.LONG_OPERATION)
                                ? "t".repeat((int) call.fault().orElseThrow().number())
                                : null);
        synchronized (byId) {
            byId.put(job.id(), created);
        }
        ledger.jobCreated(key, modelId);
        call.fault().ifPresent(fault -> doom(job, fault));
        preparer.prepare(job);
        webhooks.watch(created);
        return job;
    }

    /** An injected outcome takes effect at the end of the running time, as for a real job. */
    private static void doom(Job job, Fault fault) {
        InjectedOutcome.of(fault)
                .ifPresent(verdict -> job.endWhenDue(verdict.state(), verdict.text()));
    }

    /** An outcome injected when the state is queried. */
    void doomNow(GatewayJob found, Fault fault) {
        InjectedOutcome.of(fault)
                .ifPresent(
                        verdict ->
                                found.job().end(verdict.state(), verdict.text(), clock.instant()));
    }
}
