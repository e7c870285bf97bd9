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
package io.github.refvideo.simulator.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.content.Spools;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.BlobLedger;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.server.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The ledger and the jobs as JSON. */
final class LedgerView {
    private final Ledger ledger;
    private final Jobs jobs;
    private final Spools spools;
    private final Clock clock;

    LedgerView(Ledger ledger, Jobs jobs, Spools spools, Clock clock) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.spools = spools;
        this.clock = clock;
    }

    ObjectNode ledger() {
        Map<String, Integer> twice = new TreeMap<>(ledger.jobsByIdempotencyKey());
        twice.values().removeIf(count -> count <= 1);
        ObjectNode view = Json.object().put("jobsCreated", ledger.jobsCreated());
        view.set("jobsByIdempotencyKey", counts(ledger.jobsByIdempotencyKey()));
        view.set("startsByIdempotencyKey", counts(ledger.startsByIdempotencyKey()));
        view.set("paidMoreThanOnce", counts(twice));
        view.set("jobsByModel", counts(ledger.jobsByModel()));
        view.put("jobsDelivered", ledger.deliveriesByJob().size());
        view.set("readingsByJob", counts(ledger.readingsByJob()));
        view.set("deliveriesByJob", counts(ledger.deliveriesByJob()));
        view.set("serverPaths", counts(ledger.serverPaths()));
        ObjectNode steps = view.putObject("requestsByStep");
        for (Step step : Step.values()) {
            steps.put(step.word(), ledger.requests(step));
        }
        view.set("blobs", blobs(ledger.blobs()));
        return view.put("openFiles", spools.openFiles())
                .put("openConnections", ledger.openConnections())
                .put("now", clock.instant().toString());
    }

    ObjectNode jobs() {
        Instant now = clock.instant();
        ObjectNode view = Json.object();
        ArrayNode list = view.putArray("jobs");
        jobs.all()
                .forEach(
                        job ->
                                list.addObject()
                                        .put("id", job.id())
                                        .put("model", job.spec().model())
                                        .put(
                                                "state",
                                                job.stateAt(now).name().toLowerCase(Locale.ROOT))
                                        .put("createdAt", job.createdAt().toString())
                                        .put("failure", job.failure()));
        return view;
    }

    private static ObjectNode blobs(BlobLedger blobs) {
        ObjectNode view =
                Json.object()
                        .put("uploads", blobs.uploads())
                        .put("deletions", blobs.deletions())
                        .put("openUploads", blobs.openUploads());
        ArrayNode present = view.putArray("present");
        blobs.present().forEach(present::add);
        view.set("uploadsByPathname", counts(blobs.uploadsByPathname()));
        view.set("uploadsByContent", counts(blobs.uploadsByContent()));
        view.set("readsByPathname", counts(blobs.readsByPathname()));
        return view;
    }

    private static ObjectNode counts(Map<String, Integer> counts) {
        ObjectNode view = Json.object();
        new TreeMap<>(counts).forEach(view::put);
        return view;
    }
}
