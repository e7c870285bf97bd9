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
package io.github.refvideo.camel.internal.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosRequest.ReferenceUrl;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request that SGLang requires for MiniMax H3: JSON with a task, a target, which contains shape
 * and length, and the references as conditions, by URL or with their content in Base64.
 */
final class SglangMiniMaxH3 {

    private static final String TARGET = "target";
    private static final String SHORT_EDGE = "short_edge";
    private static final String LENGTH = "duration_seconds";

    /** The only short edge for which the model was released, in pixels. */
    private static final int DEFAULT_SHORT_EDGE = 768;

    private static final int FRAMES_PER_SECOND = 24;

    /** Fields that are sent in another place, or that say what SGLang does anyway. */
    private static final Set<String> MOVED =
            Set.of(
                    OpenAiVideosRequest.EXTRA,
                    OpenAiVideosRequest.ASPECT_RATIO,
                    OpenAiVideosRequest.SOUND,
                    SHORT_EDGE,
                    TARGET);

    private final Map<String, Object> fields;
    private final List<ReferenceKind> kinds;

    /**
     * @param fields by the names of vLLM-Omni
     * @param kinds of the references, in their order
     */
    SglangMiniMaxH3(Map<String, Object> fields, List<ReferenceKind> kinds) {
        this.fields = fields;
        this.kinds = kinds;
    }

    /**
     * Refuses what SGLang ignores or rejects for this model.
     *
     * @throws IllegalArgumentException names option and header
     */
    void check() {
        refuse(
                RequestOption.RESOLUTION,
                "size",
                "SGLang ignores it for MiniMax H3; set aspectRatio (header"
                        + " CamelRefVideoAspectRatio)");
        refuse(
                RequestOption.NEGATIVE_PROMPT,
                "negative_prompt",
                "SGLang does not accept it for MiniMax H3");
        if ("false".equals(String.valueOf(fields.get(OpenAiVideosRequest.SOUND)))) {
            refuse(
                    RequestOption.AUDIO,
                    OpenAiVideosRequest.SOUND,
                    "SGLang always generates audio with MiniMax H3");
        }
        // The server takes the length of a single reference with sound.
        long sounds = kinds.stream().filter(kind -> kind != ReferenceKind.IMAGE).count();
        if (sounds != 1 && target().get(LENGTH) == null) {
            throw OpenAiVideosRequest.invalid(
                    RequestOption.DURATION, null, "SGLang requires it for MiniMax H3");
        }
    }

    private void refuse(RequestOption option, String field, String reason) {
        if (fields.containsKey(field)) {
            throw OpenAiVideosRequest.invalid(option, fields.get(field), reason);
        }
    }

    /**
     * The body, which is read while it is sent.
     *
     * @param references in their order
     * @param media the content of the references, by URL; null if the server fetches the URLs
     */
    RequestBody body(List<ReferenceUrl> references, @Nullable Map<String, LocalMedia> media) {
        String json = OpenAiVideosRequest.json(payload());
        List<RequestBody> parts = new ArrayList<>();
        parts.add(text(json.substring(0, json.length() - 1) + ",\"conditions\":["));
        for (int i = 0; i < references.size(); i++) {
            String url = references.get(i).url();
            String type = OpenAiVideosRequest.word(kinds.get(i));
            parts.add(
                    text(
                            (i == 0 ? "" : ",")
                                    + "{\"type\":\""
                                    + type
                                    + "\",\"role\":\"reference\",\"uri\":"));
            if (media == null) {
                parts.add(text(OpenAiVideosRequest.json(url)));
            } else {
                LocalMedia content = media.get(url);
                parts.add(text("\"data:" + content.facts().mediaType() + ";base64,"));
                parts.add(
                        RequestBody.base64(
                                RequestBody.of(content::open, 0, content.facts().length())));
                parts.add(text("\""));
            }
            parts.add(text("}"));
        }
        parts.add(text("]}"));
        return RequestBody.sequence(parts);
    }

    private static RequestBody text(String text) {
        return RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything but the conditions. */
    private Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>(fields);
        payload.keySet().removeAll(MOVED);
        if (String.valueOf(payload.get("fps")).equals(String.valueOf(FRAMES_PER_SECOND))) {
            // SGLang rejects the field, and generates this frame rate.
            payload.remove("fps");
        }
        if (fields.get(OpenAiVideosRequest.EXTRA) instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> payload.putIfAbsent(String.valueOf(name), value));
        }
        payload.putIfAbsent(OpenAiVideosRequest.TASK, "t2va");
        payload.put(TARGET, target());
        return payload;
    }

    private Map<String, Object> target() {
        Map<String, Object> target = new LinkedHashMap<>();
        if (fields.get(TARGET) instanceof Map<?, ?> own) {
            own.forEach((name, value) -> target.put(String.valueOf(name), value));
        } else if (fields.get(TARGET) instanceof String own) {
            JsonNode json = ServiceJson.object(own.getBytes(StandardCharsets.UTF_8));
            target.putAll(ServiceJson.map(json));
        }
        Object shortEdge = number(fields.get(SHORT_EDGE));
        target.putIfAbsent(SHORT_EDGE, shortEdge == null ? DEFAULT_SHORT_EDGE : shortEdge);
        Object ratio = fields.get(OpenAiVideosRequest.ASPECT_RATIO);
        if (ratio != null) {
            target.put(OpenAiVideosRequest.ASPECT_RATIO, "adaptive".equals(ratio) ? "auto" : ratio);
        }
        target.putIfAbsent(OpenAiVideosRequest.ASPECT_RATIO, "auto");
        Object seconds = number(fields.get("seconds"));
        if (seconds != null) {
            target.put(LENGTH, seconds);
        }
        return target;
    }

    /** A number that provider options may contain as text; null for anything else. */
    private static @Nullable Object number(@Nullable Object value) {
        if (value instanceof String text && text.strip().matches("\\d{1,9}")) {
            return Integer.valueOf(text.strip());
        }
        return value instanceof Number ? value : null;
    }
}
