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
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.MultipartForm;
import io.github.refvideo.simulator.server.MultipartForm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a create request as vLLM-Omni does: first the fields (422), then their combination, the
 * model and the files (400). What only the model can refuse fails the job instead.
 */
final class VllmOmniReader {
    private static final OpenAiErrors ERRORS = new OpenAiErrors(Dialect.VLLM_OMNI);
    private static final int ANY = 999_999_999;
    private static final int DEFAULT_FPS = 24;
    private static final int MOST_OUTPUTS = 10;
    private static final int LONGEST = 60;
    private static final Frame USUAL = new Frame(1280, 720);

    private final String model;

    VllmOmniReader(String model) {
        this.model = model;
    }

    /** Reads the form; null for a body of another type, of which the server sees no field. */
    VideoRequest read(MultipartForm form) throws RefusedRequestException {
        FormFields fields = form == null ? FormFields.empty() : new FormFields(form, ERRORS);
        VideoFields video = fields(fields);
        List<Part> plural = fields.files("input_references");
        Part single = fields.file("input_reference");
        String image = fields.text("image_reference");
        String clip = fields.text("video_reference");
        String audio = fields.text("audio_reference");
        String extra = fields.text("extra_params");
        String lora = fields.text("lora");
        Part control = fields.file("control_reference");
        fields.check();
        JsonNode images = json(image, false);
        JsonNode clips = json(clip, false);
        JsonNode audios = json(audio, false);
        if (!plural.isEmpty() && (single != null || images != null || clips != null)) {
            throw refusal(
                    "Provide input_references alone, without input_reference, image_reference, or"
                            + " video_reference.");
        }
        if (single != null && (images != null || clips != null)) {
            throw refusal(
                    "Provide only one of input_reference, image_reference, or video_reference when"
                            + " using input_reference.");
        }
        ObjectNode loraObject = (ObjectNode) json(lora, true);
        ObjectNode extraParams = (ObjectNode) json(extra, true);
        urls(fields, "image_reference", images);
        urls(fields, "video_reference", clips);
        urls(fields, "audio_reference", audios);
        fields.check();
        if (video.model() != null && !video.model().equals(model)) {
            throw refusal(
                    "Model mismatch: request specifies '"
                            + video.model()
                            + "' but server is running '"
                            + model
                            + "'.");
        }
        if (control != null) {
            throw refusal("Control uploads are not supported by this model.");
        }
        FormReferences references = new FormReferences();
        files(plural, single, references);
        urls(references, images, MediaKind.IMAGE);
        urls(references, clips, MediaKind.VIDEO);
        urls(references, audios, MediaKind.AUDIO);
        List<String> paths = new ArrayList<>();
        paths(fields, loraObject, extraParams, paths);
        return request(video, references, extraParams, FormSummary.of(form), paths);
    }

    private VideoFields fields(FormFields fields) {
        String prompt = fields.requiredText("prompt");
        String seconds = fields.text("seconds", "[1-9]\\d*");
        String size = fields.text("size", "\\d+x\\d+");
        fields.text("user");
        fields.text("negative_prompt");
        fields.integer("num_inference_steps", 1, 200);
        for (String scale : List.of("guidance_scale", "guidance_scale_2", "true_cfg_scale")) {
            fields.number(scale, 0, 20);
        }
        fields.number("boundary_ratio", 0, 1);
        fields.number("flow_shift", -ANY, ANY);
        fields.number("start_time_seconds", 0, ANY);
        fields.number("sound_duration", Double.MIN_VALUE, ANY);
        fields.flag("generate_sound");
        fields.flag("return_stage_metrics");
        fields.flag("enable_frame_interpolation");
        fields.integer("frame_interpolation_exp", 1, ANY);
        fields.number("frame_interpolation_scale", Double.MIN_VALUE, ANY);
        Integer outputs = fields.integer("num_outputs_per_prompt", 1, MOST_OUTPUTS);
        String quality = fields.oneOf("quality", Set.of("lossless", "high"));
        return new VideoFields(
                fields.text("model"),
                prompt,
                seconds,
                size,
                fields.integer("width", 1, ANY),
                fields.integer("height", 1, ANY),
                fields.integer("num_frames", 1, ANY),
                fields.number("fps", 1, ANY),
                fields.text("aspect_ratio"),
                fields.integer("short_edge", 1, ANY),
                outputs == null ? 1 : outputs,
                quality,
                fields.seed("seed"));
    }

    private VideoRequest request(
            VideoFields video,
            FormReferences references,
            ObjectNode extraParams,
            ObjectNode summary,
            List<String> paths) {
        Shape shape =
                MiniMaxH3Rules.isServed(model)
                        ? MiniMaxH3Rules.shape(video, references, extraParams)
                        : shape(video);
        JobSpec spec =
                new JobSpec(
                        model,
                        video.prompt(),
                        shape.frame().width(),
                        shape.frame().height(),
                        shape.seconds(),
                        shape.framesPerSecond(),
                        false,
                        video.seed(),
                        references.all(),
                        shape.refusal());
        return new VideoRequest(
                spec,
                model,
                video.size(),
                video.seconds() == null ? "4" : video.seconds(),
                video.quality() == null ? "default" : video.quality(),
                video.frames(),
                video.outputs(),
                summary,
                paths);
    }

    /** The video of a model about which the simulator knows nothing. */
    private static Shape shape(VideoFields video) {
        Frame frame = video.frame() == null ? USUAL : video.frame();
        int fps = video.fps() == null ? DEFAULT_FPS : (int) Math.round(video.fps());
        Integer frames = video.frames();
        double seconds = frames == null ? 4 : frames / (double) fps;
        if (!frame.canBeMade()) {
            return Shape.refused("400: The simulator cannot make this size.");
        }
        if (seconds > LONGEST || fps > LONGEST) {
            return Shape.refused("400: The simulator makes at most 60 seconds and 60 fps.");
        }
        return new Shape(frame, seconds, fps, null);
    }

    private void files(List<Part> plural, Part single, FormReferences references)
            throws RefusedRequestException {
        List<Part> files = single == null ? plural : List.of(single);
        if (!MiniMaxH3Rules.isServed(model)) {
            // Other models take several videos, or one file of any kind.
            plural.forEach(file -> references.add(file, MediaKind.VIDEO));
            if (single != null) {
                references.add(single, FormReferences.kindOf(single));
            }
            return;
        }
        String refusal = MiniMaxH3Rules.refusal(files);
        if (refusal != null) {
            throw refusal(refusal);
        }
        files.forEach(file -> references.add(file, FormReferences.kindOf(file)));
    }

    /** Checks the shape of the references with URLs; entries of a wrong shape get 422. */
    private static void urls(FormFields fields, String name, JsonNode value) {
        String key = name.replace("reference", "url");
        for (JsonNode item : FormReferences.listed(value)) {
            if (!item.isObject()) {
                fields.problem("model_type", name, "Input should be a valid dictionary");
            } else if (!item.path(key).isTextual() && !item.path("file_id").isTextual()) {
                fields.problem("missing", name, "Field required: " + key);
            } else if (item.size() > 1) {
                fields.problem("extra_forbidden", name, "Extra inputs are not permitted");
            }
        }
    }

    private static void urls(FormReferences references, JsonNode value, MediaKind kind)
            throws RefusedRequestException {
        String key = kind.name().toLowerCase(Locale.ROOT) + "_url";
        for (JsonNode item : FormReferences.listed(value)) {
            if (item.has("file_id")) {
                throw refusal("file_id references are not implemented; provide " + key + ".");
            }
            if (!references.add(item.path(key).textValue(), kind)) {
                throw refusal("Invalid " + key + ": only http, https and data URLs are read.");
            }
        }
    }

    /** Fields that make the real server read files of its own. */
    private static void paths(
            FormFields fields, ObjectNode lora, ObjectNode extra, List<String> paths) {
        if (fields.text("frame_interpolation_model_path") != null) {
            paths.add("frame_interpolation_model_path");
        }
        if (lora != null) {
            Set.of("path", "lora_path", "local_path").stream()
                    .filter(lora::has)
                    .forEach(key -> paths.add("lora." + key));
        }
        if (extra != null && !extra.findValues("control_path").isEmpty()) {
            paths.add("extra_params.control_path");
        }
    }

    private static JsonNode json(String text, boolean object) throws RefusedRequestException {
        if (text == null) {
            return null;
        }
        try {
            JsonNode value = Json.read(text);
            if (object && !value.isObject()) {
                throw refusal("Invalid JSON in form field: expected dict.");
            }
            return value.isNull() ? null : value;
        } catch (InvalidRequestException e) {
            throw refusal("Invalid JSON in form field.");
        }
    }

    private static RefusedRequestException refusal(String message) {
        return new RefusedRequestException(ERRORS.error(400, message));
    }
}
