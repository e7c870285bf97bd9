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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Serves finished videos as an object store does. */
public final class ResultRoutes implements RouteProvider {
    private final Jobs jobs;
    private final VideoRenderer videos;
    private final ResultLinks links;
    private final VideoSizes sizes;
    private final Ledger ledger;
    private final Clock clock;

    /** Serves the videos of the given jobs. */
    public ResultRoutes(
            Jobs jobs,
            VideoRenderer videos,
            VideoSizes sizes,
            ResultLinks links,
            Ledger ledger,
            Clock clock) {
        this.jobs = jobs;
        this.videos = videos;
        this.sizes = sizes;
        this.links = links;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(
                        Set.of("GET", "HEAD"),
                        ResultLinks.PREFIX,
                        Step.RESULT,
                        0,
                        ObjectStoreErrors::error,
                        call -> find(call).map(Job::id).orElse(null),
                        this::answer));
    }

    private void answer(Call call) {
        Optional<Reply> refusal = refusal(call);
        if (refusal.isPresent()) {
            call.reply(refusal.get());
            return;
        }
        Job job = find(call).orElseThrow();
        videos.videoOf(job)
                .onSuccess(video -> call.reply(reply(call, job, video)))
                .onFailure(
                        e ->
                                call.reply(
                                        ObjectStoreErrors.error(
                                                500, "The simulator could not render: " + e)));
    }

    private Optional<Reply> refusal(Call call) {
        String expires = call.query("expires");
        if (call.header("authorization") != null) {
            // Signed links need no credentials. A client that also sends its API key discloses it
            // to a third party.
            return Optional.of(
                    ObjectStoreErrors.error(400, "A signed link takes no Authorization header."));
        }
        String signature = call.query("sig") == null ? call.query("Signature") : call.query("sig");
        if (!links.isGenuine(token(call), expires, signature)) {
            return Optional.of(
                    ObjectStoreErrors.error(403, "The signature does not fit the link."));
        }
        if (call.hitBy(FaultKind.EXPIRED_RESULT) || links.isExpired(expires)) {
            return Optional.of(ObjectStoreErrors.error(403, "The link has expired."));
        }
        boolean there =
                find(call)
                        .filter(job -> job.stateAt(clock.instant()) == JobState.COMPLETED)
                        .isPresent();
        return there
                ? Optional.empty()
                : Optional.of(ObjectStoreErrors.error(404, "There is no such video."));
    }

    private Reply reply(Call call, Job job, Video video) {
        boolean resumed = call.header("range") != null;
        String etag =
                resumed && call.hitBy(FaultKind.ETAG_CHANGES_ON_RESUME)
                        ? "\"changed\""
                        : video.etag();
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        job.finishedAt(clock.instant()).atOffset(ZoneOffset.UTC));
        RangedContent content = new RangedContent(video.content(), "video/mp4", etag, modified);
        Reply reply =
                call.hitBy(FaultKind.RANGE_UNSUPPORTED)
                        ? content.wholeWithoutRanges()
                        : content.answer(call);
        return call.method().equals("GET") && reply.status() < 300
                ? counted(job, video, reply).paced(sizes.bytesPerSecond())
                : reply;
    }

    /** A download is counted when it starts, a delivery when the last byte has been sent. */
    private Reply counted(Job job, Video video, Reply reply) {
        ledger.resultRead(job.id());
        long length = video.content().length();
        String range = reply.headers().get("content-range");
        boolean toTheEnd = range == null || range.endsWith("-" + (length - 1) + "/" + length);
        return toTheEnd ? reply.whenSent(() -> ledger.delivered(job.id())) : reply;
    }

    private Optional<Job> find(Call call) {
        return jobs.findByToken(token(call));
    }

    private static String token(Call call) {
        String name = call.path().substring(ResultLinks.PREFIX.length());
        return name.endsWith(ResultLinks.SUFFIX)
                ? name.substring(0, name.length() - ResultLinks.SUFFIX.length())
                : name;
    }
}
