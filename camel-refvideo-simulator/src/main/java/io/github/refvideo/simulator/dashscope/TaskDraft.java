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
package io.github.refvideo.simulator.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.MediaKind;
import java.util.ArrayList;
import java.util.List;

/** Collects the references and size of a task, and the first reason for its failure. */
final class TaskDraft {
    private static final int FRAMES_PER_SECOND = 30;
    private static final int DEFAULT_SECONDS = 5;
    private static final int AUTOMATIC = -1;
    private static final long MAX_SEED = Integer.MAX_VALUE;

    private final Model model;
    private final TaskRequest request;
    private final ReferenceReader reader;
    private final List<JobReference> references = new ArrayList<>();
    private Frame frame = new Frame(1920, 1080);
    private int lines = 1080;
    private String ratio = "16:9";
    private boolean multiShot;
    private String refusal;

    TaskDraft(Model model, TaskRequest request, ReferenceReader reader) {
        this.model = model;
        this.request = request;
        this.reader = reader;
    }

    Model model() {
        return model;
    }

    void add(String label, MediaKind kind, String url) {
        try {
            references.add(reader.read(model, label, kind, url));
        } catch (UnusableReferenceException e) {
            refuse(true, e.code(), e.getMessage());
        }
    }

    void size(Frame size, int tier, String shape) {
        frame = size;
        lines = tier;
        ratio = shape;
    }

    void multiShot(boolean several) {
        multiShot = several;
    }

    void refuse(boolean wrong, String reason) {
        refuse(wrong, "InvalidParameter", reason);
    }

    private void refuse(boolean wrong, String code, String reason) {
        refusal = wrong && refusal == null ? code + ": " + reason : refusal;
    }

    long count(MediaKind kind) {
        return references.stream().filter(reference -> reference.kind() == kind).count();
    }

    int references() {
        return references.size();
    }

    /** The finished request, after the checks that all models share. */
    ParsedRequest finish() {
        refuse(
                count(MediaKind.IMAGE) > model.maxImages()
                        || count(MediaKind.VIDEO) > model.maxVideos()
                        || references.size() > model.maxReferences(),
                "too many references: at most "
                        + model.maxImages()
                        + " images, "
                        + model.maxVideos()
                        + " videos and "
                        + model.maxReferences()
                        + " in all");
        int seconds = seconds();
        checkSeed();
        JobSpec spec =
                new JobSpec(
                        model.name(),
                        request.prompt(),
                        frame.width(),
                        frame.height(),
                        seconds,
                        FRAMES_PER_SECOND,
                        multiShot,
                        request.parameters().path("seed").isIntegralNumber()
                                ? request.parameters().path("seed").longValue()
                                : null,
                        List.copyOf(references),
                        refusal);
        return new ParsedRequest(
                spec, lines, ratio, InputSeconds.billed(model.dialect(), references));
    }

    private int seconds() {
        JsonNode given = request.parameters().path("duration");
        if (!request.isSet("duration")) {
            return DEFAULT_SECONDS;
        }
        boolean automatic = model.dialect() == Dialect.WAN_3 && given.asInt() == AUTOMATIC;
        boolean hasVideo = model.dialect() == Dialect.WAN_2_7 && count(MediaKind.VIDEO) > 0;
        int longest = hasVideo ? 10 : model.maxSeconds();
        refuse(!isWhole(given), "parameters.duration must be an integer");
        refuse(
                !automatic && (given.asInt() < model.minSeconds() || given.asInt() > longest),
                "parameters.duration must be in [" + model.minSeconds() + ", " + longest + "]");
        return automatic || refusal != null ? DEFAULT_SECONDS : given.asInt();
    }

    private void checkSeed() {
        JsonNode seed = request.parameters().path("seed");
        boolean wrong =
                request.isSet("seed")
                        && !(seed.isIntegralNumber()
                                && seed.canConvertToLong()
                                && seed.longValue() >= 0
                                && seed.longValue() <= MAX_SEED);
        refuse(wrong, "parameters.seed must be an integer in [0, " + MAX_SEED + "]");
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToInt();
    }
}
