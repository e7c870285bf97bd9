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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.Delivery;
import io.github.refvideo.simulator.media.ResultLinks;
import io.github.refvideo.simulator.media.VideoRenderer;
import io.github.refvideo.simulator.server.Json;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** The JSON views of a job. */
final class JobViews {
    private final Clock clock;
    private final ResultLinks links;
    private final VideoRenderer videos;
    private final Delivery delivery;
    private final Ledger ledger;

    JobViews(
            Clock clock,
            ResultLinks links,
            VideoRenderer videos,
            Delivery delivery,
            Ledger ledger) {
        this.clock = clock;
        this.links = links;
        this.videos = videos;
        this.delivery = delivery;
        this.ledger = ledger;
    }

    /** The response to a start call. */
    ObjectNode started(GatewayJob found) {
        ObjectNode view = Json.object();
        ObjectNode operation = view.putObject("operation").put("gatewayJobId", found.job().id());
        if (found.token() != null) {
            operation.put("token", found.token());
        }
        view.set("warnings", found.warnings());
        ObjectNode asyncJob = asyncJob(gateway(view), found, "queued");
        if (found.webhookSecret() != null) {
            asyncJob.put("webhookSigningSecret", found.webhookSecret());
        }
        return view;
    }

    /** A status response with the given status. */
    ObjectNode unfinished(GatewayJob found, String status) {
        JobState state = found.job().stateAt(clock.instant());
        ObjectNode view = Json.object().put("status", status);
        asyncJob(gateway(view), found, state.name().toLowerCase(Locale.ROOT));
        return view;
    }

    /** A job that finished without a video. */
    ObjectNode ended(GatewayJob found, JobState state) {
        boolean cancelled = state == JobState.CANCELLED;
        ObjectNode view = Json.object().put("status", cancelled ? "cancelled" : "error");
        if (!cancelled) {
            view.put("error", failure(found));
        }
        asyncJob(gateway(view), found, cancelled ? "cancelled" : "failed");
        return view;
    }

    /** The failure message including the vendor's task id, as the adapters write it. */
    String failure(GatewayJob found) {
        return "Video generation failed: "
                + found.job().failure()
                + " (task "
                + taskId(found)
                + ")";
    }

    /**
     * A finished job's videos, warnings and metadata; for inline delivery, the video is rendered
     * first.
     */
    Future<JobView> completed(GatewayJob found, String origin) {
        if (isExpired(found)) {
            return Future.succeededFuture(JobView.of(expired(found)));
        }
        ObjectNode view = Json.object();
        ArrayNode list = view.putArray("videos");
        view.set("warnings", found.warnings());
        String link = delivery == Delivery.URL ? links.link(origin, found.job()) : null;
        ObjectNode result = describeSuccess(view, found, link);
        if (delivery == Delivery.URL) {
            list.addObject().put("type", "url").put("url", link).put("mediaType", "video/mp4");
            result.put("expiresAt", links.expiry(found.job()).toEpochMilli());
            return Future.succeededFuture(JobView.of(view));
        }
        result.put("delivery", "inline");
        return videos.videoOf(found.job())
                .map(
                        video -> {
                            // The placeholder that is replaced by the video while the response is
                            // sent.
                            String place = "inline-" + UUID.randomUUID();
                            list.addObject()
                                    .put("type", "base64")
                                    .put("data", place)
                                    .put("mediaType", "video/mp4");
                            return new JobView(
                                    view,
                                    place,
                                    video.content().base64(),
                                    () -> ledger.delivered(found.job().id()));
                        });
    }

    /** Completed, but the result has expired. */
    ObjectNode expired(GatewayJob found) {
        ObjectNode view = Json.object();
        view.putArray("videos");
        view.set("warnings", found.warnings());
        Instant expiry = links.expiry(found.job());
        Instant now = clock.instant();
        describeSuccess(view, found, null)
                .put("expiredAt", (expiry.isBefore(now) ? expiry : now).toEpochMilli())
                .put("partial", true);
        return view;
    }

    /** Completed, with an empty list of videos and no error. */
    ObjectNode withoutVideo(GatewayJob found) {
        ObjectNode view = Json.object();
        view.putArray("videos");
        view.set("warnings", found.warnings());
        describeSuccess(view, found, null);
        return view;
    }

    /** Completed, with the video in the caller's own storage. */
    ObjectNode uploaded(GatewayJob found, String location) {
        ObjectNode view = withoutVideo(found);
        ObjectNode entry = view.withArray("/videos").addObject().put("type", "uploaded");
        if (!location.isEmpty()) {
            entry.put("url", location);
        }
        entry.put("mediaType", "video/mp4");
        return view;
    }

    private boolean isExpired(GatewayJob found) {
        return delivery == Delivery.URL && !clock.instant().isBefore(links.expiry(found.job()));
    }

    private ObjectNode describeSuccess(ObjectNode view, GatewayJob found, String link) {
        ObjectNode gateway = gateway(view);
        String creator = found.model().creator();
        ObjectNode routing = gateway.putObject("routing").put("provider", creator);
        routing.putArray("attempts").addObject().put("provider", creator).put("success", true);
        if (found.cost() != null) {
            String cost = found.cost().toPlainString();
            gateway.put("cost", cost).put("marketCost", cost);
        }
        gateway.put("generationId", found.generationId());
        ObjectNode result = asyncJob(gateway, found, "completed").putObject("result");
        describeMaker(view.withObject("/providerMetadata").putObject(creator), found, link);
        return result;
    }

    private static void describeMaker(ObjectNode maker, GatewayJob found, String link) {
        JobSpec spec = found.job().spec();
        Frame frame = new Frame(spec.width(), spec.height());
        maker.put("taskId", taskId(found));
        if (link != null) {
            maker.put("videoUrl", link);
        }
        maker.put("actualPrompt", spec.prompt());
        maker.putObject("usage")
                .put("duration", spec.seconds())
                .put("outputVideoDuration", spec.seconds())
                .put("resolution", frame.tier())
                .put("size", frame.with('*'));
    }

    private static ObjectNode gateway(ObjectNode view) {
        return view.putObject("providerMetadata").putObject("gateway").put("simulated", true);
    }

    private static ObjectNode asyncJob(ObjectNode gateway, GatewayJob found, String status) {
        return gateway.putObject("asyncJob").put("jobId", found.job().id()).put("status", status);
    }

    private static String taskId(GatewayJob found) {
        return "task-" + found.job().id().substring("job_".length());
    }
}
