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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.MediaKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Collects the references and size of a job, and the first reason for its failure. */
final class JobDraft {
    private static final double DEFAULT_SECONDS = 5;
    private static final long MAX_SEED = Integer.MAX_VALUE;

    private final GatewayModel model;
    private final List<JobReference> references = new ArrayList<>();
    private Frame frame = new Frame(1280, 720);
    private int tier;
    private String prompt = "";
    private double seconds;
    private double inputSeconds;
    private int videos = 1;
    private int images;
    private boolean halfPrice;
    private boolean multiShot;
    private Long seed;
    private String refusal;

    JobDraft(GatewayModel model) {
        this.model = model;
        this.tier = model.defaultTier();
        this.seconds = Math.max(DEFAULT_SECONDS, model.minSeconds());
    }

    GatewayModel model() {
        return model;
    }

    void prompt(JsonNode text) {
        prompt = text.asText("");
    }

    /** A missing node keeps the default length. */
    void seconds(JsonNode number) {
        seconds = number.asDouble(seconds);
    }

    void usualSeconds(double value) {
        seconds = value;
    }

    double seconds() {
        return seconds;
    }

    void seed(JsonNode number) {
        seed = number.isMissingNode() ? null : (Long) number.asLong();
    }

    void multiShot(boolean value) {
        multiShot = value;
    }

    /** Billed seconds of reference videos. */
    void inputSeconds(double value) {
        inputSeconds = value;
    }

    void halfPrice(boolean value) {
        halfPrice = value;
    }

    void videos(int count) {
        videos = count;
    }

    /** Billed images that are not references. */
    void frameImage() {
        images++;
    }

    /** A reference of a declared kind, labelled for example {@code Image 1}. */
    void add(MediaKind kind, String url) {
        String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
        add(name + " " + (count(kind) + 1), kind, url, true);
    }

    /**
     * @param declared whether the request declares the kind
     */
    void add(String label, MediaKind kind, String url, boolean declared) {
        boolean inline = url.startsWith("data:");
        byte[] data = inline ? bytes(url) : null;
        refuse(inline && data == null, "The inline data of " + label + " cannot be read.");
        images += kind == MediaKind.IMAGE ? 1 : 0;
        references.add(
                new JobReference(
                        label,
                        kind,
                        data == null ? url : null,
                        JobReference.bytes(data),
                        null,
                        declared));
    }

    private static byte[] bytes(String url) {
        try {
            return Base64.getMimeDecoder().decode(url.substring(url.indexOf(',') + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * @param tierOfPrice the tier by which the video is billed
     */
    void size(Frame size, int tierOfPrice) {
        refuse(!size.canBeMade(), "The size " + size.with('*') + " cannot be made.");
        frame = size;
        tier = tierOfPrice;
    }

    void refuse(boolean wrong, String reason) {
        refusal = wrong && refusal == null ? reason : refusal;
    }

    long count(MediaKind kind) {
        return references.stream().filter(reference -> reference.kind() == kind).count();
    }

    int references() {
        return references.size();
    }

    /** In US dollars; null if the price is not known. */
    BigDecimal cost() {
        BigDecimal perSecond = model.pricePerSecond(tier);
        if (perSecond == null) {
            return null;
        }
        return perSecond
                .multiply(new BigDecimal(halfPrice ? "0.5" : "1"))
                .multiply(BigDecimal.valueOf(seconds * videos + inputSeconds))
                .add(model.pricePerImage().multiply(BigDecimal.valueOf(images)))
                .stripTrailingZeros();
    }

    /** The checks that all models of a reference service share. */
    JobSpec finish() {
        refuse(prompt.isBlank(), "The prompt is missing.");
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
                "The duration must be between "
                        + model.minSeconds()
                        + " and "
                        + model.maxSeconds()
                        + " seconds.");
        refuse(
                seed != null && (seed < 0 || seed > MAX_SEED),
                "The seed must be between 0 and " + MAX_SEED + ".");
        return new JobSpec(
                model.id(),
                prompt,
                frame.width(),
                frame.height(),
                seconds,
                model.framesPerSecond(),
                multiShot,
                seed,
                List.copyOf(references),
                refusal);
    }
}
