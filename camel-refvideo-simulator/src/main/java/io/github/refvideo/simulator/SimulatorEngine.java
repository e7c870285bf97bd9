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
package io.github.refvideo.simulator;

import io.github.refvideo.simulator.admin.AdminRoutes;
import io.github.refvideo.simulator.blob.BlobRoutes;
import io.github.refvideo.simulator.content.Spools;
import io.github.refvideo.simulator.dashscope.DashScopeParts;
import io.github.refvideo.simulator.dashscope.DashScopeRoutes;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.gateway.GatewayParts;
import io.github.refvideo.simulator.gateway.GatewayRoutes;
import io.github.refvideo.simulator.job.JobCompletionNotifier;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.HostedReferences;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.media.ReferenceRoutes;
import io.github.refvideo.simulator.media.ResultLinks;
import io.github.refvideo.simulator.media.ResultRoutes;
import io.github.refvideo.simulator.media.VideoRenderer;
import io.github.refvideo.simulator.media.VideoSizes;
import io.github.refvideo.simulator.openai.OpenAiParts;
import io.github.refvideo.simulator.openai.OpenAiRoutes;
import io.github.refvideo.simulator.server.RequestDispatcher;
import io.github.refvideo.simulator.time.ClockScheduler;
import io.github.refvideo.simulator.time.SimulatorClock;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Creates and connects the parts of one simulator. To add a protocol, add its {@link RouteProvider}
 * to {@link #front}.
 */
final class SimulatorEngine {
    final SimulatorClock clock = new SimulatorClock();
    final Ledger ledger = new Ledger();
    final VideoSizes sizes;
    final Spools spools;
    final HostedReferences hosted = new HostedReferences();
    final Faults faults;
    final Jobs jobs;
    final RequestDispatcher front;
    private final ClockScheduler alarms;
    private final VideoRenderer videos;
    private final GatewayRoutes gateway;
    private final DashScopeRoutes dashscope;
    private final BlobRoutes blob;
    private final OpenAiRoutes openAi;

    SimulatorEngine(
            Vertx vertx, Context context, SimulatorOptions options, Consumer<Duration> outage) {
        faults = new Faults(options.seed());
        alarms = new ClockScheduler(vertx, context, clock);
        jobs = new Jobs(clock, options.jobTime(), options.queueTime(), options.seed());
        sizes = new VideoSizes(options.videoBytes(), options.videoPace());
        spools = new Spools(vertx);
        videos =
                new VideoRenderer(
                        vertx,
                        sizes,
                        options.renderVideos(),
                        options.fetchReferences(),
                        options.seed());
        ResultLinks links = new ResultLinks(clock, options.urlLifetime());
        JobPreparer preparer = new JobPreparer(videos, options.fetchReferences(), clock);
        gateway =
                new GatewayRoutes(
                        new GatewayParts(
                                vertx,
                                context,
                                clock,
                                alarms,
                                faults,
                                ledger,
                                jobs,
                                new JobCompletionNotifier(clock, alarms),
                                preparer,
                                videos,
                                links,
                                options.delivery(),
                                options.heartbeatInterval(),
                                options.acceptedKey()));
        dashscope =
                new DashScopeRoutes(
                        new DashScopeParts(
                                clock,
                                System::nanoTime,
                                ledger,
                                jobs,
                                preparer,
                                links,
                                options.acceptedKey(),
                                options.fetchReferences(),
                                options.dashscope()));
        blob = new BlobRoutes(clock, System::nanoTime, ledger.blobs(), options.blob());
        openAi =
                new OpenAiRoutes(
                        new OpenAiParts(
                                clock,
                                ledger,
                                jobs,
                                preparer,
                                videos,
                                sizes,
                                links,
                                options.openAi()),
                        path -> dispatcher().cut(path));
        front =
                new RequestDispatcher(
                        vertx,
                        context,
                        clock,
                        faults,
                        ledger,
                        spools,
                        options.seed(),
                        List.of(
                                gateway,
                                dashscope,
                                blob,
                                openAi,
                                new ResultRoutes(jobs, videos, sizes, links, ledger, clock),
                                new ReferenceRoutes(vertx, hosted),
                                new AdminRoutes(
                                        clock,
                                        ledger,
                                        faults,
                                        jobs,
                                        sizes,
                                        spools,
                                        outage,
                                        openAi::restart)));
    }

    private RequestDispatcher dispatcher() {
        return front;
    }

    /** Restarts a server of the OpenAI-style protocol. */
    void restart(String server) {
        openAi.restart(server);
    }

    /** Restores the initial state, except for open connections and hosted references. */
    void reset() {
        faults.clear();
        alarms.clear();
        jobs.clear();
        gateway.clear();
        dashscope.clear();
        blob.clear();
        openAi.clear();
        sizes.clear();
        videos.forgetReferences();
        clock.reset();
        ledger.clear();
    }

    /** Releases every file; must be called on the event loop. */
    void close() {
        dashscope.clear();
        blob.clear();
        openAi.clear();
        spools.close();
    }
}
