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

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The routes of the gateway. */
public final class GatewayRoutes implements RouteProvider {
    /** The path of the base URL that clients configure. */
    public static final String BASE = "/v4/ai";

    /** The gateway stores up to 300 KiB of a start request, of which it uses 8 KiB itself. */
    private static final long START_LIMIT = (300 - 8) * 1024;

    private static final long STREAM_LIMIT = 64L << 20;
    private static final long STATUS_LIMIT = 2 << 20;

    private final GatewayJobs jobs;
    private final StartHandler start;
    private final StreamHandler stream;
    private final StatusHandler status;
    private final Listings listings;

    /** Creates the routes. */
    public GatewayRoutes(GatewayParts parts) {
        GatewayModels models = new GatewayModels();
        HeaderCheck headers = new HeaderCheck(parts.acceptedKey(), models);
        WebhookSender webhooks =
                new WebhookSender(
                        parts.vertx(),
                        parts.watch(),
                        parts.alarms(),
                        parts.clock(),
                        parts.faults(),
                        parts.ledger());
        JobViews views =
                new JobViews(
                        parts.clock(),
                        parts.links(),
                        parts.videos(),
                        parts.delivery(),
                        parts.ledger());
        EventStreams streams =
                new EventStreams(parts.vertx(), parts.context(), parts.heartbeatInterval());
        jobs =
                new GatewayJobs(
                        models,
                        parts.jobs(),
                        parts.preparer(),
                        parts.ledger(),
                        parts.clock(),
                        webhooks);
        start = new StartHandler(headers, jobs, views);
        stream = new StreamHandler(headers, jobs, views, parts.watch(), streams, parts.clock());
        status = new StatusHandler(headers, jobs, views, parts.ledger(), parts.clock());
        listings = new Listings(models, headers);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post(BASE + "/video-model", Step.STREAM, STREAM_LIMIT, stream::handle),
                post(BASE + "/video-model/start", Step.START, START_LIMIT, start::handle),
                post(BASE + "/video-model/status", Step.STATUS, STATUS_LIMIT, status::handle),
                get(BASE + "/config", listings::config),
                get(Listings.MODELS, listings::models),
                get(Listings.MODEL, listings::endpoints),
                get("/v1/credits", listings::credits));
    }

    /** Removes all jobs and keys. */
    public void clear() {
        jobs.clear();
    }

    private static Route post(String path, Step step, long limit, Consumer<Call> handler) {
        return new Route(
                Set.of("POST"),
                path,
                step,
                limit,
                GatewayErrors::error,
                call -> step == Step.STATUS ? StatusHandler.jobId(call) : null,
                handler);
    }

    private static Route get(String path, Consumer<Call> handler) {
        return new Route(
                Set.of("GET"),
                path,
                Step.MODELS,
                STATUS_LIMIT,
                GatewayErrors::error,
                call -> null,
                handler);
    }
}
