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
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.job.WanFrames;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wan 2.7: a list of media, two tiers and five ratios, {@code Image 1} and {@code Video 1} counted
 * apart.
 */
final class Wan27Rules implements ModelRules {
    private static final int MAX_SECONDS_WITH_CLIP = 10;
    private static final Set<String> RATIOS = Set.of("16:9", "9:16", "1:1", "4:3", "3:4");
    private static final Map<String, String> TIERS =
            Map.ofEntries(
                    Map.entry("720P", "720P"),
                    Map.entry("1080P", "1080P"),
                    Map.entry("1280x720", "720P"),
                    Map.entry("720x1280", "720P"),
                    Map.entry("960x960", "720P"),
                    Map.entry("1088x832", "720P"),
                    Map.entry("832x1088", "720P"),
                    Map.entry("1920x1080", "1080P"),
                    Map.entry("1080x1920", "1080P"),
                    Map.entry("1440x1440", "1080P"),
                    Map.entry("1632x1248", "1080P"),
                    Map.entry("1248x1632", "1080P"));

    @Override
    public Interpretation interpret(GatewayModel model, VideoRequest request) {
        Draft draft = new Draft(model, request);
        boolean audio =
                request.generateAudio() != null
                        || !request.option("alibaba", "audio").isMissingNode();
        boolean shotType = !request.option("alibaba", "shotType").isMissingNode();
        Warnings warnings =
                new Warnings()
                        .unsupported(request.fps() != null, "fps", "The frame rate is fixed.")
                        .unsupported(request.count() > 1, "n", "One video is made per call.")
                        .unsupported(audio, "generateAudio", "Wan 2.7 always makes sound.")
                        .unsupported(
                                shotType, "shotType", "Wan 2.7 takes shots from the prompt only.");
        addReferences(draft, request, warnings);
        draft.size(WanFrames.wan27(tier(request, warnings), ratio(request)).orElseThrow());
        boolean clipTooLong =
                request.duration() != null && request.duration() > MAX_SECONDS_WITH_CLIP;
        draft.refuse(
                draft.count(MediaKind.VIDEO) > 0 && clipTooLong,
                "With a reference video the duration is at most "
                        + MAX_SECONDS_WITH_CLIP
                        + " seconds.");
        return new Interpretation(draft.finish(null), warnings.list());
    }

    private static void addReferences(Draft draft, VideoRequest request, Warnings warnings) {
        JsonNode media = request.option("alibaba", "media");
        if (media.isArray()) {
            for (JsonNode item : media) {
                switch (item.path("type").asText()) {
                    case "reference_image" ->
                            add(draft, MediaKind.IMAGE, item.path("url").asText(), null, null);
                    case "reference_video" ->
                            add(draft, MediaKind.VIDEO, item.path("url").asText(), null, null);
                    case "first_frame" -> {}
                    default -> draft.refuse(true, "A media item has an unknown type.");
                }
            }
            return;
        }
        for (GivenFile file : request.inputReferences()) {
            boolean inlineClip = !file.isLink() && !file.mediaType().startsWith("image/");
            warnings.unsupported(
                    inlineClip, "inputReferences", "Inline clips are not taken; one was skipped.");
            if (!inlineClip) {
                boolean clip = file.isLink() && Links.looksLikeClip(file.url());
                add(
                        draft,
                        clip ? MediaKind.VIDEO : MediaKind.IMAGE,
                        file.url(),
                        file.data(),
                        clip ? "video/mp4" : null);
            }
        }
    }

    private static void add(
            Draft draft, MediaKind kind, String url, byte[] data, String mediaType) {
        String label = (kind == MediaKind.VIDEO ? "Video " : "Image ") + (draft.count(kind) + 1);
        draft.add(new JobReference(label, kind, url, JobReference.bytes(data), mediaType));
    }

    private static String tier(VideoRequest request, Warnings warnings) {
        String resolution = request.resolution();
        boolean unknown = resolution != null && !TIERS.containsKey(resolution);
        warnings.unsupported(
                unknown,
                "resolution",
                "'" + resolution + "' has no tier; the default 1080P is used.");
        return resolution == null || unknown ? "1080P" : TIERS.get(resolution);
    }

    /** The option wins over the field, the field over what the size reduces to. */
    private static String ratio(VideoRequest request) {
        String asked = request.option("alibaba", "ratio").asText(request.aspectRatio());
        String derived = Frame.parse(request.resolution()).map(Wan27Rules::reduced).orElse("16:9");
        return Optional.ofNullable(asked)
                .filter(RATIOS::contains)
                .orElse(RATIOS.contains(derived) ? derived : "16:9");
    }

    private static String reduced(Frame frame) {
        int divisor =
                BigInteger.valueOf(frame.width())
                        .gcd(BigInteger.valueOf(frame.height()))
                        .intValue();
        return String.format(
                Locale.ROOT, "%d:%d", frame.width() / divisor, frame.height() / divisor);
    }
}
