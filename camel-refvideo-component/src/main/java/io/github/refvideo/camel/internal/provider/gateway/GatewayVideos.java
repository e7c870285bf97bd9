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
package io.github.refvideo.camel.internal.provider.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.spi.InlineVideo;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the first usable entry of a {@code videos} array. One exchange makes one video. */
final class GatewayVideos {

    private GatewayVideos() {}

    /**
     * @param videos the array; anything else counts as empty
     * @param asyncJob the gateway's own record of the job, which may know when the link dies
     * @param inline videos that were too long to stay in the JSON, by the numbers in their place
     */
    static Optional<VideoSource> first(
            JsonNode videos, JsonNode asyncJob, List<InlineVideo> inline) {
        VideoSource uploaded = null;
        for (JsonNode video : videos) {
            if (isUploaded(video)) {
                uploaded = uploaded == null ? uploaded(video) : uploaded;
                continue;
            }
            Optional<VideoSource> source = source(video, asyncJob, inline);
            if (source.isPresent()) {
                return source;
            }
        }
        return Optional.ofNullable(uploaded);
    }

    private static boolean isUploaded(JsonNode video) {
        return video.path("type").asText("").strip().equalsIgnoreCase("uploaded");
    }

    private static VideoSource uploaded(JsonNode video) {
        String location =
                Stream.of("url", "uri", "location", "path", "key")
                        .map(name -> ServiceJson.text(video.path(name)).orElse(null))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return new VideoSource.Uploaded(
                location, ServiceJson.text(video.path("mediaType")).orElse(null));
    }

    private static Optional<VideoSource> source(
            JsonNode video, JsonNode asyncJob, List<InlineVideo> inline) {
        String mediaType = ServiceJson.text(video.path("mediaType")).orElse(null);
        try {
            if (video.hasNonNull("data")) {
                return inline(video.get("data"), inline)
                        .map(content -> new VideoSource.Inline(content, mediaType));
            }
            return ServiceJson.text(video.path("url"))
                    .map(String::strip)
                    .map(url -> new VideoSource.Link(url, mediaType, expiry(url, asyncJob)));
        } catch (IOException e) {
            // Not base64: as good as no video, which the engine asks about again.
            return Optional.empty();
        }
    }

    private static Optional<InlineVideo> inline(JsonNode data, List<InlineVideo> inline)
            throws IOException {
        if (data.isInt()) {
            int number = data.intValue();
            return number >= 0 && number < inline.size()
                    ? Optional.ofNullable(inline.get(number))
                    : Optional.empty();
        }
        byte[] content = data.binaryValue();
        return content == null || content.length == 0
                ? Optional.empty()
                : Optional.of(InlineVideo.of(content));
    }

    private static Instant expiry(String url, JsonNode asyncJob) {
        long millis = asyncJob.path("result").path("expiresAt").asLong(0);
        return millis > 0 ? Instant.ofEpochMilli(millis) : UrlExpiry.of(url);
    }
}
