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
package io.github.refvideo.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.MediaKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * MiniMax H3 at SGLang: a task, the references as {@code conditions}, and a {@code target}. Invalid
 * requests are refused when the job is created. The numbers of references are not checked.
 */
final class SglangH3Rules {
    private static final Set<String> TASKS = Set.of("t2va", "fl2va", "ref2va");
    private static final List<String> TIMING = List.of("num_frames", "fps");
    private static final List<String> GUIDANCE =
            List.of(
                    "guidance_scale",
                    "guidance_scale_2",
                    "true_cfg_scale",
                    "negative_prompt",
                    "audio_guidance_scale");
    private static final Set<String> RATIOS =
            Set.of("auto", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16");
    private static final Set<String> KEYS =
            Set.of("type", "uri", "role", "frame_index", "start_time_seconds");
    private static final OpenAiErrors ERRORS = new OpenAiErrors(Dialect.SGLANG);
    private static final int USUAL = 5;

    /** The fields of a form that are read as JSON. */
    static final List<String> FIELDS =
            List.of(
                    "task",
                    "conditions",
                    "target",
                    "audio_flow_shift",
                    "quality",
                    "guidance_scale",
                    "negative_prompt");

    private final FormReferences references = new FormReferences();
    private final List<String> paths;
    private boolean sound;

    /** Adds the fields with paths of the server to {@code paths}. */
    SglangH3Rules(List<String> paths) {
        this.paths = paths;
    }

    FormReferences references() {
        return references;
    }

    /** Checks the request, and returns the shape of its video. */
    Shape shape(ObjectNode payload) throws RefusedRequestException {
        String task = task(payload.path("task"));
        refuseUnsupported(payload);
        JsonNode target = payload.path("target");
        checkTarget(task, target);
        conditions(task, payload.path("conditions"));
        JsonNode length = target.path("duration_seconds");
        boolean derived = task.equals("ref2va") && sound;
        if (!length.isNumber() && !derived) {
            throw refusal("target.duration_seconds is required");
        }
        return MiniMaxH3Rules.shape(
                new VideoFields(
                        null,
                        "",
                        String.valueOf(length.asDouble(USUAL)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        target.path("aspect_ratio").asText(),
                        null,
                        1,
                        null,
                        null),
                new FormReferences(),
                null);
    }

    private static String task(JsonNode task) throws RefusedRequestException {
        String supported = "supported tasks: fl2va, ref2va, t2va";
        if (task.isMissingNode() || task.isNull()) {
            throw refusal("task is required for MiniMax H3; " + supported);
        } else if (!TASKS.contains(task.asText())) {
            throw refusal("unsupported MiniMax H3 task '" + task.asText() + "'; " + supported);
        }
        return task.asText();
    }

    private static void refuseUnsupported(ObjectNode payload) throws RefusedRequestException {
        for (String name : TIMING) {
            if (payload.hasNonNull(name)) {
                throw refusal(
                        name
                                + " is not supported: MiniMax H3 derives the temporal shape from"
                                + " target.duration_seconds");
            }
        }
        for (String name : GUIDANCE) {
            if (payload.hasNonNull(name)) {
                throw refusal(
                        name
                                + " is not supported: MiniMax H3 serves only the CFG-distilled"
                                + " single-positive-branch checkpoint");
            }
        }
    }

    private static void checkTarget(String task, JsonNode target) throws RefusedRequestException {
        if (!target.isObject()) {
            throw refusal("target is required and must be an object");
        }
        if (!target.path("short_edge").isInt() || target.path("short_edge").asInt() <= 0) {
            throw refusal("target.short_edge must be an integer");
        }
        if (!RATIOS.contains(target.path("aspect_ratio").asText())) {
            throw refusal(
                    "target.aspect_ratio for task '"
                            + task
                            + "' must be 'auto' or one of the list");
        }
        JsonNode length = target.path("duration_seconds");
        if (length.isNumber() && (length.asDouble() < 4 || length.asDouble() > 15)) {
            throw refusal("target.duration_seconds must be in [4, 15], got " + length);
        } else if (!length.isNumber() && !length.isMissingNode() && !length.isNull()) {
            throw refusal("target.duration_seconds must be a number");
        }
    }

    private void conditions(String task, JsonNode conditions) throws RefusedRequestException {
        if (!conditions.isArray() && !conditions.isMissingNode() && !conditions.isNull()) {
            throw refusal("conditions must be a list");
        }
        if (task.equals("t2va") && !conditions.isEmpty()) {
            throw refusal(
                    "conditions must be empty for task 't2va' (got "
                            + conditions.size()
                            + " entries)");
        }
        if (!task.equals("t2va") && conditions.isEmpty()) {
            throw refusal("conditions requires at least one entry for task '" + task + "'");
        }
        List<String> sounds = new ArrayList<>();
        int number = 0;
        for (JsonNode condition : conditions) {
            String type = condition(task, "conditions[" + number++ + "]", condition);
            if (!type.equals("image")) {
                sounds.add(type);
            }
        }
        sound = sounds.size() == 1;
    }

    private String condition(String task, String path, JsonNode condition)
            throws RefusedRequestException {
        for (Iterator<String> names = condition.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw refusal(path + " has unknown fields: ['" + name + "']");
            }
        }
        String role = condition.path("role").asText();
        String type = condition.path("type").asText();
        boolean keyframe = role.equals("keyframe");
        if (!keyframe && !role.equals("reference")) {
            throw refusal(path + ".role must be keyframe or reference, got '" + role + "'");
        }
        boolean allowed =
                keyframe
                        ? type.equals("image")
                        : task.equals("ref2va")
                                && Set.of("image", "video", "audio", "video_audio").contains(type);
        if (!allowed) {
            throw refusal(
                    path
                            + ": task '"
                            + task
                            + "' does not allow condition role='"
                            + role
                            + "' type='"
                            + type
                            + "'");
        }
        if (keyframe != condition.path("frame_index").isInt()) {
            throw refusal(
                    path
                            + (keyframe
                                    ? ".frame_index must be an integer"
                                    : ".frame_index is not allowed for role='reference'"));
        }
        String uri = condition.path("uri").asText();
        if (uri.isEmpty()) {
            throw refusal(path + ".uri must be a non-empty string");
        }
        if (!FormReferences.isUrl(uri)) {
            paths.add("conditions.uri");
        } else if (!references.add(uri, kind(type))) {
            throw refusal("material URI has an invalid base64 payload");
        }
        return type;
    }

    private static MediaKind kind(String type) {
        return switch (type) {
            case "image" -> MediaKind.IMAGE;
            case "audio" -> MediaKind.AUDIO;
            default -> MediaKind.VIDEO;
        };
    }

    private static RefusedRequestException refusal(String message) {
        return new RefusedRequestException(ERRORS.error(400, message));
    }
}
