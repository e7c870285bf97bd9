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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a create request as SGLang does: a form or JSON, with unknown fields, of which only the
 * first image is used, except by MiniMax H3. Paths of the server are accepted and reported; no file
 * is read.
 */
final class SglangReader {
    private static final OpenAiErrors ERRORS = new OpenAiErrors(Dialect.SGLANG);
    private static final int DEFAULT_FPS = 24;
    private static final int DEFAULT_SECONDS = 4;
    private static final int MOST_OUTPUTS = 10;
    private static final int LONGEST = 60;
    private static final int ANY = 999_999_999;
    private static final Frame USUAL = new Frame(1280, 720);
    private static final List<String> WRAPPERS =
            List.of("extra_body", "extra_json", "extra_params");
    private static final List<String> INTEGERS =
            List.of(
                    "n",
                    "num_outputs_per_prompt",
                    "seconds",
                    "fps",
                    "num_frames",
                    "num_inference_steps");
    private static final Set<String> TEXTS =
            Set.of("model", "size", "reference_url", "output_path");

    private final String model;

    SglangReader(String model) {
        this.model = model;
    }

    /** {@code T2V}, {@code I2V} or {@code TI2V}, by the name of the model. */
    static String task(String model) {
        if (model.contains("T2V")) {
            return "T2V";
        }
        return model.contains("TI2V") ? "TI2V" : "I2V";
    }

    VideoRequest read(MultipartForm form) throws RefusedRequestException {
        FormFields fields = new FormFields(form, ERRORS);
        ObjectNode payload = Json.object();
        for (String name : INTEGERS) {
            Integer number = fields.integer(name, -ANY, ANY);
            if (number != null) {
                payload.put(name, number);
            }
        }
        for (String name : TEXTS) {
            if (fields.text(name) != null) {
                payload.put(name, fields.text(name));
            }
        }
        Long seed = fields.seed("seed");
        if (seed != null) {
            payload.put("seed", seed);
        }
        Part file = fields.file("input_reference");
        String prompt = fields.text("prompt");
        fields.check();
        if (prompt == null) {
            throw refusal("prompt is required");
        }
        payload.put("prompt", prompt);
        if (fields.text("video_path") != null) {
            payload.put("video_path", fields.text("video_path"));
        }
        if (MiniMaxH3Rules.isServed(model)) {
            for (String name : SglangH3Rules.FIELDS) {
                if (fields.text(name) != null) {
                    payload.set(name, json(fields.text(name)));
                }
            }
        }
        for (String wrapper : WRAPPERS) {
            String text = fields.text(wrapper);
            if (text != null) {
                merge(payload, object(text, wrapper + " is not valid JSON"));
            }
        }
        return request(payload, file, FormSummary.of(form));
    }

    VideoRequest read(String json) throws RefusedRequestException {
        ObjectNode payload = object(json, "request body is not valid JSON");
        ObjectNode summary = payload.deepCopy();
        for (String wrapper : WRAPPERS) {
            JsonNode extra = payload.remove(wrapper);
            if (extra != null && extra.isTextual()) {
                extra = object(extra.textValue(), wrapper + " is not valid JSON");
            }
            if (extra instanceof ObjectNode fields) {
                merge(payload, fields);
            }
        }
        return request(payload, null, summary);
    }

    private VideoRequest request(ObjectNode payload, Part file, ObjectNode summary)
            throws RefusedRequestException {
        if (!payload.path("prompt").isTextual()) {
            throw refusal("Invalid request body: prompt: Field required");
        }
        if (MiniMaxH3Rules.isServed(model)) {
            return h3(payload, summary);
        }
        List<String> paths = new ArrayList<>();
        FormReferences references = references(payload, file, paths);
        int fps = integer(payload, "fps", DEFAULT_FPS);
        int frames =
                integer(
                        payload,
                        "num_frames",
                        integer(payload, "seconds", DEFAULT_SECONDS) * Math.min(fps, 1_000));
        int outputs = integer(payload, "num_outputs_per_prompt", integer(payload, "n", 1));
        if (outputs < 1 || outputs > MOST_OUTPUTS) {
            throw refusal("num_outputs_per_prompt must be between 1 and " + MOST_OUTPUTS);
        }
        Frame frame = frame(payload);
        double seconds = frames / (double) Math.max(1, fps);
        String refusal =
                seconds > 0 && seconds <= LONGEST && fps > 0 && fps <= LONGEST && frame.canBeMade()
                        ? null
                        : "The simulator makes at most 60 seconds, 60 fps and 4096 pixels.";
        JobSpec spec =
                new JobSpec(
                        model,
                        payload.path("prompt").textValue(),
                        refusal == null ? frame.width() : USUAL.width(),
                        refusal == null ? frame.height() : USUAL.height(),
                        refusal == null ? seconds : 1,
                        refusal == null ? fps : DEFAULT_FPS,
                        false,
                        payload.path("seed").canConvertToLong()
                                ? payload.path("seed").longValue()
                                : null,
                        references.all(),
                        refusal);
        return new VideoRequest(
                spec,
                payload.path("model").isTextual() ? payload.path("model").textValue() : "sora-2",
                frame.with('x'),
                Long.toString(Math.round(seconds)),
                "standard",
                frames,
                outputs,
                summary,
                paths);
    }

    private VideoRequest h3(ObjectNode payload, ObjectNode summary) throws RefusedRequestException {
        List<String> paths = new ArrayList<>();
        SglangH3Rules rules = new SglangH3Rules(paths);
        Shape shape = rules.shape(payload);
        if (payload.path("output_path").isTextual()) {
            paths.add("output_path");
        }
        JobSpec spec =
                new JobSpec(
                        model,
                        payload.path("prompt").textValue(),
                        shape.frame().width(),
                        shape.frame().height(),
                        shape.seconds(),
                        shape.framesPerSecond(),
                        false,
                        payload.path("seed").canConvertToLong()
                                ? payload.path("seed").longValue()
                                : null,
                        rules.references().all(),
                        shape.refusal());
        return new VideoRequest(
                spec,
                payload.path("model").isTextual() ? payload.path("model").textValue() : "sora-2",
                shape.frame().with('x'),
                BigDecimal.valueOf(shape.seconds())
                        .setScale(6, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString(),
                "standard",
                (int) Math.round(shape.seconds() * shape.framesPerSecond()),
                1,
                withoutContent(summary),
                paths);
    }

    /** The summary with the length of the content of data URLs. */
    private static ObjectNode withoutContent(ObjectNode summary) {
        for (JsonNode condition : summary.path("conditions")) {
            String uri = condition.path("uri").asText();
            int comma = uri.indexOf(',');
            if (uri.startsWith("data:") && comma > 0) {
                int padding = uri.endsWith("==") ? 2 : uri.endsWith("=") ? 1 : 0;
                ((ObjectNode) condition)
                        .put("uri", uri.substring(0, comma + 1))
                        .put("bytes", (uri.length() - comma - 1) / 4 * 3 - padding);
            }
        }
        return summary;
    }

    /** The first image, which is the only one that is used. */
    private FormReferences references(ObjectNode payload, Part file, List<String> paths)
            throws RefusedRequestException {
        for (String field : List.of("output_path", "video_path")) {
            if (payload.path(field).isTextual()) {
                paths.add(field);
            }
        }
        FormReferences references = new FormReferences();
        String url = payload.path("reference_url").textValue();
        String input = payload.path("input_reference").textValue();
        boolean path = url == null && input != null && !FormReferences.isUrl(input);
        if (path) {
            paths.add("input_reference");
        }
        String source = url == null && !path ? input : url;
        if (file == null && source == null && !path && task(model).equals("I2V")) {
            throw refusal(
                    "input_reference or reference_url is required for image-to-video generation");
        }
        if (task(model).equals("T2V")) {
            return references;
        }
        if (file != null) {
            references.add(file, MediaKind.IMAGE);
        } else if (source != null && !references.add(source, MediaKind.IMAGE)) {
            throw refusal(
                    "Failed to process image source: only http, https and data URLs are read");
        }
        return references;
    }

    private static Frame frame(ObjectNode payload) throws RefusedRequestException {
        String size = payload.path("size").asText("");
        if (size.isEmpty()) {
            int width = integer(payload, "width", USUAL.width());
            return new Frame(width, integer(payload, "height", USUAL.height()));
        }
        return Frame.parse(size)
                .orElseThrow(() -> refusal("Invalid size: " + size + ", expected WxH"));
    }

    private static int integer(ObjectNode payload, String name, int otherwise)
            throws RefusedRequestException {
        JsonNode value = payload.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        String text = value.asText();
        if (!text.matches("-?\\d{1,9}(\\.0*)?")) {
            throw refusal("Invalid request body: " + name + ": Input should be a valid integer");
        }
        return (int) Double.parseDouble(text);
    }

    /** Fields outside of a wrapper precede those in it. */
    private static void merge(ObjectNode payload, ObjectNode extra) {
        extra.fields()
                .forEachRemaining(
                        field -> {
                            if (!payload.has(field.getKey())) {
                                payload.set(field.getKey(), field.getValue());
                            }
                        });
    }

    /** Text that is not JSON is the value itself. */
    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (InvalidRequestException e) {
            return Json.object().textNode(text);
        }
    }

    private static ObjectNode object(String text, String otherwise) throws RefusedRequestException {
        try {
            return Json.readObject(text);
        } catch (InvalidRequestException e) {
            throw refusal(otherwise);
        }
    }

    private static RefusedRequestException refusal(String message) {
        return new RefusedRequestException(ERRORS.error(400, message));
    }
}
