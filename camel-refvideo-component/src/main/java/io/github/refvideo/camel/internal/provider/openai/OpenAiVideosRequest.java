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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.http.MultipartForm;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Service;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.util.Json;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request before the form for a certain server program is written: its fields by the names of
 * vLLM-Omni, which has most of them, and the URLs of its references.
 *
 * @param fields of the form; maps and lists are sent as JSON text
 * @param references the URLs, by which the content is found, in order
 */
record OpenAiVideosRequest(Map<String, Object> fields, List<ReferenceUrl> references) {

    /**
     * A reference.
     *
     * @param kind by the URL or the declared media type
     */
    record ReferenceUrl(String url, ReferenceKind kind) {}

    /**
     * The body of a create request.
     *
     * @param type the value of the header {@code Content-Type}
     */
    record Content(String type, RequestBody body) {}

    static final String ASPECT_RATIO = "aspect_ratio";
    static final String SOUND = "generate_sound";
    static final String EXTRA = "extra_params";
    static final String TASK = "task";

    /** The number of videos, by vLLM-Omni and by SGLang. */
    private static final List<String> COUNTS = List.of("num_outputs_per_prompt", "n");

    /** Fields that change the size or the length of the video, or may contain such fields. */
    private static final List<String> SIZES_AND_LENGTHS =
            List.of(
                    "num_frames",
                    "width",
                    "height",
                    "short_edge",
                    "target",
                    "extra_body",
                    "extra_json");

    /** The task of MiniMax H3 that uses references. */
    private static final String REFERENCE_TASK = "ref2va";

    /**
     * @throws IllegalArgumentException if a server cannot run the request; the message names option
     *     and header
     */
    static PreparedSubmit prepare(
            VideoRequest request, ModelTable models, @Nullable VideosServer server) {
        String model =
                models.find(request.model())
                        .flatMap(known -> known.names().at(Service.OPENAI_VIDEOS))
                        .orElse(request.model());
        List<Warning> warnings = new ArrayList<>();
        ignored(warnings, RequestOption.SHOT_TYPE, request.shotType());
        ignored(warnings, RequestOption.WATERMARK, request.watermark());
        ignored(warnings, RequestOption.PROMPT_EXTEND, request.promptExtend());
        OpenAiVideosRequest form = of(request, model);
        form.addProviderOptions(request.providerOptions(), warnings);
        if (server != null) {
            form.check(server);
        }
        return new PreparedSubmit(
                model, form.toJson(), List.copyOf(warnings), billable(form, model, request));
    }

    private static void ignored(List<Warning> warnings, RequestOption option, Object value) {
        if (value != null) {
            warnings.add(
                    Warning.local(
                            option.optionName(), "self-hosted servers do not have it; ignored"));
        }
    }

    private static OpenAiVideosRequest of(VideoRequest request, String model) {
        if (request.references().stream().anyMatch(r -> r.voiceUrl() != null)) {
            throw invalid(
                    RequestOption.REFERENCE_URLS,
                    "a voice",
                    "provider=openai-videos does not support a voice for a reference; send audio as"
                            + " a reference of its own");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", request.prompt());
        fields.put("model", model);
        Integer seconds = request.durationSeconds();
        if (seconds != null && seconds != VideoRequest.AUTOMATIC_DURATION) {
            fields.put("seconds", seconds);
        }
        put(fields, "size", Objects.toString(request.resolution(), null));
        put(fields, ASPECT_RATIO, request.aspectRatio());
        put(fields, "fps", request.framesPerSecond());
        put(fields, "seed", request.seed());
        put(fields, "negative_prompt", request.negativePrompt());
        put(fields, SOUND, request.audio());
        List<ReferenceUrl> references =
                request.references().stream().map(OpenAiVideosRequest::reference).toList();
        if (isH3(model) && !references.isEmpty()) {
            fields.put(EXTRA, Map.of(TASK, REFERENCE_TASK));
        }
        return new OpenAiVideosRequest(fields, references);
    }

    private boolean isH3() {
        return isH3(String.valueOf(fields.get("model")));
    }

    private static boolean isH3(String model) {
        return model.toLowerCase(Locale.ROOT).contains("minimax-h3");
    }

    private static ReferenceUrl reference(Reference reference) {
        return new ReferenceUrl(reference.url(), ReferenceUrls.kindOf(reference));
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /**
     * Adds the fields of {@code providerOptions.openai-videos}. Options of the component have
     * precedence.
     */
    private void addProviderOptions(Map<String, Object> providerOptions, List<Warning> warnings) {
        Object own = providerOptions.get(OpenAiVideosProvider.NAME);
        if (own == null) {
            return;
        }
        if (!(own instanceof Map<?, ?> more)) {
            throw invalid(
                    RequestOption.PROVIDER_OPTIONS,
                    OpenAiVideosProvider.NAME,
                    "it must be a map of form fields");
        }
        Map<?, ?> json = asSent(more);
        ServerPathCheck.check(json);
        json.forEach((key, value) -> addField(String.valueOf(key), value, warnings));
    }

    /** Arrays and other Java values as the JSON that is sent, so that they can be checked. */
    private static Map<?, ?> asSent(Map<?, ?> options) {
        try {
            return Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(options), Map.class);
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    private void addField(String name, @Nullable Object value, List<Warning> warnings) {
        Object ours = fields.get(name);
        if (value == null) {
            return;
        }
        checkCount(name, value);
        if (name.equals(EXTRA)) {
            Map<Object, Object> all = new LinkedHashMap<>();
            if (ours instanceof Map<?, ?> map) {
                all.putAll(map);
            }
            Map<?, ?> extra = extra(value);
            extra.forEach((key, inner) -> checkCount(String.valueOf(key), inner));
            all.putAll(extra);
            fields.put(EXTRA, all);
        } else if (ours == null) {
            fields.put(name, value);
        } else if (!String.valueOf(ours).equals(String.valueOf(value))) {
            warnings.add(
                    Warning.local(
                            RequestOption.PROVIDER_OPTIONS.optionName(),
                            "'" + name + "' is set more than once; the option has precedence"));
        }
    }

    private static void checkCount(String name, @Nullable Object value) {
        if (COUNTS.contains(name) && value != null && !String.valueOf(value).equals("1")) {
            throw invalid(
                    RequestOption.PROVIDER_OPTIONS,
                    OpenAiVideosProvider.NAME + "." + name + "=" + value,
                    "a message generates one video; split the message for several");
        }
    }

    private static Map<?, ?> extra(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        JsonNode json = ServiceJson.object(value.toString().getBytes(StandardCharsets.UTF_8));
        if (json.isMissingNode()) {
            throw invalid(
                    RequestOption.PROVIDER_OPTIONS, EXTRA, "it must be a map or a JSON object");
        }
        return ServiceJson.map(json);
    }

    private static BillableRequest billable(
            OpenAiVideosRequest form, String model, VideoRequest request) {
        Map<String, Object> fields = form.fields();
        BillableRequest.Builder billable =
                new BillableRequest.Builder(model)
                        .size(fields.get("size"))
                        .seconds(fields.get("seconds"))
                        .audio(fields.get(SOUND));
        SIZES_AND_LENGTHS.stream().filter(fields::containsKey).forEach(billable::uncertain);
        if (fields.get(EXTRA) instanceof Map<?, ?> extra
                && !Set.of(TASK).containsAll(extra.keySet())) {
            billable.uncertain(EXTRA);
        }
        request.references().forEach(billable::reference);
        return billable.build();
    }

    /**
     * Refuses what a server ignores silently: the video would be generated without it.
     *
     * @throws IllegalArgumentException names option and header
     */
    void check(VideosServer server) {
        check(server, references.stream().map(ReferenceUrl::kind).toList());
    }

    private void check(VideosServer server, List<ReferenceKind> kinds) {
        if (server != VideosServer.SGLANG) {
            return;
        } else if (isH3()) {
            new SglangMiniMaxH3(fields, kinds).check();
            return;
        }
        if (kinds.size() > 1) {
            throw invalid(
                    RequestOption.REFERENCE_URLS,
                    kinds.size() + " references",
                    "SGLang uses one reference of this model and silently ignores the others; send"
                            + " one image or video, or use MiniMax H3");
        } else if (kinds.contains(ReferenceKind.AUDIO)) {
            throw invalid(
                    RequestOption.REFERENCE_URLS, "audio", "SGLang accepts an image or a video");
        }
        if (fields.containsKey(ASPECT_RATIO)) {
            throw invalid(
                    RequestOption.ASPECT_RATIO,
                    fields.get(ASPECT_RATIO),
                    "SGLang does not have it; set resolution (header CamelRefVideoResolution)");
        }
        if (fields.containsKey(SOUND)) {
            throw invalid(RequestOption.AUDIO, fields.get(SOUND), "SGLang does not have it");
        }
    }

    /**
     * A form, or JSON for MiniMax H3 at SGLang.
     *
     * @param media the content of the references, by URL; null if the server fetches the URLs
     * @throws IllegalArgumentException see {@link #check}
     */
    Content content(VideosServer server, @Nullable Map<String, LocalMedia> media) {
        List<ReferenceKind> kinds =
                references.stream()
                        .map(
                                reference ->
                                        media == null
                                                ? reference.kind()
                                                : kind(media.get(reference.url()).facts()))
                        .toList();
        check(server, kinds);
        if (server == VideosServer.SGLANG && isH3()) {
            return new Content(
                    "application/json", new SglangMiniMaxH3(fields, kinds).body(references, media));
        }
        MultipartForm form = form(server, kinds, media);
        return new Content(form.contentType(), form.body());
    }

    private MultipartForm form(
            VideosServer server,
            List<ReferenceKind> kinds,
            @Nullable Map<String, LocalMedia> media) {
        MultipartForm form = new MultipartForm();
        fields.forEach(
                (name, value) ->
                        form.field(
                                name,
                                value instanceof Map<?, ?> || value instanceof List<?>
                                        ? json(value)
                                        : String.valueOf(value)));
        if (media == null) {
            addUrls(server, form);
        } else {
            for (int i = 0; i < references.size(); i++) {
                LocalMedia content = media.get(references.get(i).url());
                MediaInfo facts = content.facts();
                form.file(
                        fileField(server, kinds.get(i)),
                        MediaType.fileName("reference" + (i + 1), facts.mediaType()),
                        facts.mediaType(),
                        RequestBody.of(content::open, 0, facts.length()));
            }
        }
        return form;
    }

    private static String fileField(VideosServer server, ReferenceKind kind) {
        return switch (server) {
            case VLLM_OMNI -> "input_references";
            case SGLANG -> kind == ReferenceKind.VIDEO ? "video_reference" : "input_reference";
        };
    }

    private static ReferenceKind kind(MediaInfo facts) {
        return ReferenceUrls.kindOf(Reference.local(facts, null));
    }

    private void addUrls(VideosServer server, MultipartForm form) {
        if (server == VideosServer.SGLANG) {
            for (ReferenceUrl reference : references) {
                if (reference.kind() != ReferenceKind.IMAGE) {
                    throw invalid(
                            RequestOption.REFERENCE_URLS,
                            "a video",
                            "SGLang fetches only images; set passReferenceUrls=false");
                }
                form.field("reference_url", reference.url());
            }
            return;
        }
        Map<ReferenceKind, List<Map<String, String>>> byKind = new EnumMap<>(ReferenceKind.class);
        for (ReferenceUrl reference : references) {
            String key = word(reference.kind()) + "_url";
            byKind.computeIfAbsent(reference.kind(), kind -> new ArrayList<>())
                    .add(Map.of(key, reference.url()));
        }
        byKind.forEach((kind, urls) -> form.field(word(kind) + "_reference", json(urls)));
    }

    static String word(ReferenceKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private byte[] toJson() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("fields", fields);
        body.put("references", references);
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    /** Reads the body of a {@link PreparedSubmit}. */
    static OpenAiVideosRequest parse(byte[] body) {
        JsonNode json = ServiceJson.object(body);
        List<ReferenceUrl> references = new ArrayList<>();
        for (JsonNode reference : json.path("references")) {
            references.add(
                    new ReferenceUrl(
                            reference.path("url").asText(),
                            ReferenceKind.valueOf(reference.path("kind").asText())));
        }
        return new OpenAiVideosRequest(ServiceJson.map(json.path("fields")), references);
    }

    static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
    }

    private static IllegalArgumentException notJson(IOException e) {
        return new IllegalArgumentException(
                "providerOptions (header CamelRefVideoProviderOptions): contains a value that"
                        + " cannot be written as JSON",
                e);
    }

    /** The prompt, which is removed from messages. */
    @Nullable String prompt() {
        return fields.get("prompt") instanceof String prompt ? prompt : null;
    }

    static IllegalArgumentException invalid(
            RequestOption option, @Nullable Object value, String allowed) {
        return new IllegalArgumentException(
                ValidationError.invalid(option, value, allowed).toString());
    }
}
