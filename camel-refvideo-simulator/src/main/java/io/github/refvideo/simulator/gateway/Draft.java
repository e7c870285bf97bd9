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

import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.MediaKind;
import java.util.ArrayList;
import java.util.List;

/** A job in the making: references, size, and the first reason why the service would refuse it. */
final class Draft {
    private static final int DEFAULT_SECONDS = 5;
    private static final long MAX_SEED = Integer.MAX_VALUE;

    private final GatewayModel model;
    private final VideoRequest request;
    private final List<JobReference> references = new ArrayList<>();
    private Frame frame = new Frame(1280, 720);
    private String refusal;

    Draft(GatewayModel model, VideoRequest request) {
        this.model = model;
        this.request = request;
    }

    void add(JobReference reference) {
        references.add(reference);
    }

    void size(Frame size) {
        refuse(!size.canBeMade(), "The size " + size.with('*') + " cannot be made.");
        frame = size;
    }

    void refuse(boolean wrong, String reason) {
        refusal = wrong && refusal == null ? reason : refusal;
    }

    long count(MediaKind kind) {
        return references.stream().filter(reference -> reference.kind() == kind).count();
    }

    /** What every model of a reference service refuses. */
    JobSpec finish(String shotType) {
        double seconds =
                request.duration() == null
                        ? Math.max(DEFAULT_SECONDS, model.minSeconds())
                        : request.duration();
        refuse(request.prompt() == null || request.prompt().isBlank(), "The prompt is missing.");
        refuse(references.size() < model.minReferences(), "At least one reference is required.");
        refuse(
                references.size() > model.maxReferences(),
                "At most " + model.maxReferences() + " references are taken.");
        for (MediaKind kind : MediaKind.values()) {
            refuse(
                    count(kind) > model.max(kind),
                    "At most " + model.max(kind) + " references of kind " + kind + " are taken.");
        }
        refuse(seconds != Math.rint(seconds), "The duration must be a whole number of seconds.");
        refuse(
                seconds < model.minSeconds() || seconds > model.maxSeconds(),
                "The duration must lie between "
                        + model.minSeconds()
                        + " and "
                        + model.maxSeconds()
                        + " seconds.");
        Long seed = request.seed();
        refuse(
                seed != null && (seed < 0 || seed > MAX_SEED),
                "The seed must lie between 0 and " + MAX_SEED + ".");
        return new JobSpec(
                model.id(),
                request.prompt() == null ? "" : request.prompt(),
                frame.width(),
                frame.height(),
                seconds,
                model.framesPerSecond(),
                "multi".equals(shotType),
                seed,
                List.copyOf(references),
                refusal);
    }
}
