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
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.job.WanFrames;
import java.util.HashMap;
import java.util.Map;

/**
 * The newer models: a list of typed media, a tier and an aspect ratio. Unknown settings are
 * ignored.
 */
final class MediaRules implements RequestRules {
    private static final String DEFAULT_TIER = "1080P";
    private static final String DEFAULT_RATIO = "16:9";

    @Override
    public void read(TaskRequest request, TaskDraft draft) {
        Dialect dialect = draft.model().dialect();
        JsonNode media = request.input().path("media");
        boolean promptIsEnough = dialect == Dialect.WAN_3 && !request.prompt().isBlank();
        draft.refuse(
                (!media.isArray() || media.isEmpty()) && !promptIsEnough,
                "input.media must be set and not empty");
        draft.refuse(
                request.prompt().isBlank() && dialect != Dialect.WAN_3, "input.prompt must be set");
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode item : media) {
            counts.merge(item.path("type").asText(), 1, Integer::sum);
            take(item, draft);
        }
        checkKinds(counts, draft, promptIsEnough);
        size(request, draft);
    }

    private static void take(JsonNode item, TaskDraft draft) {
        String type = item.path("type").asText();
        String url = item.path("url").asText();
        draft.refuse(url.isEmpty(), "input.media holds an item without url");
        if (url.isEmpty()) {
            return;
        }
        switch (type) {
            case "reference_image" -> add(draft, MediaKind.IMAGE, "Image ", url);
            case "reference_video" -> add(draft, MediaKind.VIDEO, "Video ", url);
            case "first_frame" -> allow(draft, type, Dialect.WAN_2_7);
            // Neither drawn nor counted as images; the storyboard does not show them.
            case "reference_audio", "last_frame", "file", "link" -> allow(draft, type, null);
            default -> draft.refuse(true, "input.media holds the unknown type '" + type + "'");
        }
    }

    private static void add(TaskDraft draft, MediaKind kind, String name, String url) {
        draft.add(name + (draft.count(kind) + 1), kind, url);
    }

    private static void allow(TaskDraft draft, String type, Dialect also) {
        Dialect dialect = draft.model().dialect();
        draft.refuse(
                dialect != Dialect.WAN_3 && dialect != also,
                "input.media type '" + type + "' is not known to this model");
    }

    private static void checkKinds(
            Map<String, Integer> counts, TaskDraft draft, boolean promptIsEnough) {
        boolean wan3 = draft.model().dialect() == Dialect.WAN_3;
        int frames = count(counts, "first_frame") + count(counts, "last_frame");
        int others = counts.values().stream().mapToInt(Integer::intValue).sum() - frames;
        draft.refuse(
                count(counts, "first_frame") > 1 || count(counts, "last_frame") > 1,
                "input.media takes one frame of a kind");
        draft.refuse(
                count(counts, "last_frame") > count(counts, "first_frame"),
                "input.media needs first_frame for last_frame");
        draft.refuse(
                wan3 && frames > 0 && others > 0,
                "input.media takes frames or references, not both");
        draft.refuse(
                count(counts, "reference_audio") > 5,
                "input.media takes at most 5 reference_audio");
        draft.refuse(
                count(counts, "file") + count(counts, "link") > 1,
                "input.media takes one file or link");
        draft.refuse(
                !wan3 && draft.references() == 0 && !promptIsEnough,
                "input.media needs a reference_image or reference_video");
    }

    private static int count(Map<String, Integer> counts, String type) {
        return counts.getOrDefault(type, 0);
    }

    private static void size(TaskRequest request, TaskDraft draft) {
        Model model = draft.model();
        String tier = request.text("resolution", DEFAULT_TIER);
        String ratio = request.text("ratio", DEFAULT_RATIO);
        draft.refuse(
                !model.tiers().contains(tier),
                "parameters.resolution must be one of " + model.tiers().stream().sorted().toList());
        boolean known =
                model.ratios().isEmpty()
                        ? ratio.matches("[1-9]\\d?:[1-9]\\d?")
                        : model.ratios().contains(ratio);
        draft.refuse(!known, "parameters.ratio is not one that the model makes");
        if (model.tiers().contains(tier) && known) {
            String shape = ratio.equals("adaptive") ? DEFAULT_RATIO : ratio;
            int lines = Integer.parseInt(tier.substring(0, tier.length() - 1));
            draft.size(
                    WanFrames.wan27(tier, shape).orElseGet(() -> Frame.of(lines, shape)),
                    lines,
                    shape);
        }
    }
}
