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
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.util.Base64;

/**
 * A file in a request: a link or inline bytes. Exactly one of {@code url} and {@code data} is set.
 */
record RequestFile(String url, byte[] data, String mediaType) {

    static RequestFile read(JsonNode node, String where) throws InvalidRequestException {
        String mediaType = node.path("mediaType").textValue();
        switch (node.path("type").asText()) {
            case "url":
                if (node.path("url").isTextual()) {
                    return new RequestFile(node.get("url").textValue(), null, mediaType);
                }
                throw new InvalidRequestException(where + ".url must be a string.");
            case "file":
                return new RequestFile(null, bytes(node, where, mediaType), mediaType);
            default:
                throw new InvalidRequestException(where + ".type must be 'url' or 'file'.");
        }
    }

    private static byte[] bytes(JsonNode node, String where, String mediaType)
            throws InvalidRequestException {
        if (mediaType == null || !node.path("data").isTextual()) {
            throw new InvalidRequestException(where + " needs mediaType and base64 data.");
        }
        try {
            return Base64.getDecoder().decode(node.get("data").textValue());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(where + ".data is not valid base64.");
        }
    }

    boolean isLink() {
        return url != null;
    }

    /** The link, or the bytes as a data URL. */
    String asUrl() {
        return isLink() ? url : "data:" + mediaType + ";base64," + base64();
    }

    String base64() {
        return Base64.getEncoder().encodeToString(data);
    }

    /** Whether the declared media type is of the given kind, such as {@code video}. */
    boolean is(String kind) {
        return mediaType != null && mediaType.split("/", 2)[0].equals(kind);
    }
}
