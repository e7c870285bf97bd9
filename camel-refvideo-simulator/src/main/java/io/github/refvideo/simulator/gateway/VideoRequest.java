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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The body of a start or stream call, checked only for its format. Unset fields are null. */
record VideoRequest(
        String prompt,
        int count,
        String aspectRatio,
        String resolution,
        Double duration,
        Double fps,
        Long seed,
        Boolean generateAudio,
        JsonNode providerOptions,
        RequestFile image,
        Map<String, RequestFile> frames,
        List<RequestFile> inputReferences,
        String callbackUrl) {

    static VideoRequest read(String body) throws InvalidRequestException {
        ObjectNode json = Json.readObject(body);
        return new VideoRequest(
                text(json, "prompt"),
                count(json),
                ratio(json),
                text(json, "resolution"),
                positive(json, "duration"),
                positive(json, "fps"),
                whole(json, "seed"),
                flag(json, "generateAudio"),
                options(json),
                image(json),
                frames(json),
                references(json),
                callback(json));
    }

    /** Empty if there are no frames. */
    Set<String> frameTypes() {
        return frames.keySet();
    }

    /** {@code first_frame} or {@code last_frame}; null if not set. */
    RequestFile frame(String type) {
        return frames.get(type);
    }

    /** The first frame takes precedence over the image of the prompt. */
    RequestFile startImage() {
        return frames.getOrDefault("first_frame", image);
    }

    private static JsonNode field(ObjectNode json, String name) {
        JsonNode node = json.path(name);
        return node.isNull() || node.isMissingNode() ? null : node;
    }

    private static String text(ObjectNode json, String name) throws InvalidRequestException {
        JsonNode node = field(json, name);
        return node == null ? null : require(node, node.isTextual(), name, "a string").textValue();
    }

    private static Double positive(ObjectNode json, String name) throws InvalidRequestException {
        JsonNode node = field(json, name);
        return node == null
                ? null
                : require(
                                node,
                                node.isNumber() && node.doubleValue() > 0,
                                name,
                                "a positive number")
                        .doubleValue();
    }

    private static Long whole(ObjectNode json, String name) throws InvalidRequestException {
        JsonNode node = field(json, name);
        return node == null
                ? null
                : require(node, node.canConvertToExactIntegral(), name, "an integer").longValue();
    }

    private static Boolean flag(ObjectNode json, String name) throws InvalidRequestException {
        JsonNode node = field(json, name);
        return node == null
                ? null
                : require(node, node.isBoolean(), name, "a boolean").booleanValue();
    }

    private static int count(ObjectNode json) throws InvalidRequestException {
        Long n = whole(json, "n");
        if (n != null && (n < 1 || n > Integer.MAX_VALUE)) {
            throw new InvalidRequestException("n must be an integer of at least 1.");
        }
        return n == null ? 1 : n.intValue();
    }

    private static String ratio(ObjectNode json) throws InvalidRequestException {
        String ratio = text(json, "aspectRatio");
        if (ratio != null && !ratio.matches("\\d+:\\d+|adaptive")) {
            throw new InvalidRequestException("aspectRatio must look like 16:9.");
        }
        return ratio;
    }

    private static JsonNode options(ObjectNode json) throws InvalidRequestException {
        JsonNode node = field(json, "providerOptions");
        return node == null
                ? Json.object()
                : require(node, node.isObject(), "providerOptions", "an object");
    }

    private static RequestFile image(ObjectNode json) throws InvalidRequestException {
        JsonNode node = field(json, "image");
        return node == null ? null : RequestFile.read(node, "image");
    }

    private static Map<String, RequestFile> frames(ObjectNode json) throws InvalidRequestException {
        Map<String, RequestFile> frames = new LinkedHashMap<>();
        for (JsonNode frame : list(json, "frameImages")) {
            String type = frame.path("frameType").asText();
            if (!type.equals("first_frame") && !type.equals("last_frame")) {
                throw new InvalidRequestException(
                        "frameImages[].frameType must be first_frame or last_frame.");
            }
            frames.putIfAbsent(type, RequestFile.read(frame.path("image"), "frameImages[].image"));
        }
        return frames;
    }

    private static List<RequestFile> references(ObjectNode json) throws InvalidRequestException {
        List<RequestFile> files = new ArrayList<>();
        for (JsonNode node : list(json, "inputReferences")) {
            files.add(RequestFile.read(node, "inputReferences[" + files.size() + "]"));
        }
        return files;
    }

    private static Iterable<JsonNode> list(ObjectNode json, String name)
            throws InvalidRequestException {
        JsonNode node = field(json, name);
        return node == null ? List.of() : require(node, node.isArray(), name, "an array");
    }

    /**
     * Plain http is accepted as well: it is not known whether the real gateway requires https, and
     * tests run locally.
     */
    private static String callback(ObjectNode json) throws InvalidRequestException {
        String url = text(json, "callbackUrl");
        if (url != null && !url.matches("(?i)https?://.+")) {
            throw new InvalidRequestException("callbackUrl must be an http or https address.");
        }
        return url;
    }

    private static JsonNode require(JsonNode node, boolean holds, String name, String what)
            throws InvalidRequestException {
        if (!holds) {
            throw new InvalidRequestException(name + " must be " + what + ".");
        }
        return node;
    }
}
