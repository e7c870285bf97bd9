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
import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.server.MultipartForm.Part;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects the references of a request. Labels count per kind: Image 1, Image 2, Video 1. */
final class FormReferences {
    private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "webp", "heic", "heif");
    private static final Set<String> AUDIOS = Set.of("wav", "mp3", "m4a", "aac", "flac", "ogg");
    private static final String DATA = "data:";

    private final List<JobReference> all = new ArrayList<>();
    private final Map<MediaKind, Integer> counts = new EnumMap<>(MediaKind.class);

    void add(Part file, MediaKind kind) {
        all.add(
                new JobReference(
                        label(kind), kind, null, file.content(), file.contentType(), true));
    }

    /** Adds an http, https or data URL; returns false for anything else. */
    boolean add(String url, MediaKind kind) {
        if (url.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return addData(url, kind);
        }
        if (!isHttp(url)) {
            return false;
        }
        all.add(new JobReference(label(kind), kind, url, null, null, true));
        return true;
    }

    private boolean addData(String url, MediaKind kind) {
        int comma = url.indexOf(',');
        try {
            byte[] content = Base64.getMimeDecoder().decode(url.substring(comma + 1));
            String type = url.substring(DATA.length(), comma).replaceFirst(";.*", "");
            all.add(
                    new JobReference(
                            label(kind),
                            kind,
                            null,
                            Content.of(Buffer.buffer(content)),
                            type,
                            true));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    List<JobReference> all() {
        return List.copyOf(all);
    }

    int count(MediaKind kind) {
        return counts.getOrDefault(kind, 0);
    }

    private String label(MediaKind kind) {
        int number = counts.merge(kind, 1, Integer::sum);
        String name = kind.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + " " + number;
    }

    static boolean isHttp(String url) {
        String text = url.toLowerCase(Locale.ROOT);
        return text.startsWith("http://") || text.startsWith("https://");
    }

    static boolean isUrl(String text) {
        return isHttp(text) || text.toLowerCase(Locale.ROOT).startsWith(DATA);
    }

    /** The kind by media type or, if that says nothing, by the file name; otherwise a video. */
    static MediaKind kindOf(Part file) {
        String type = file.contentType() == null ? "" : file.contentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return MediaKind.IMAGE;
        }
        if (type.startsWith("audio/")) {
            return MediaKind.AUDIO;
        }
        String ending = ending(file);
        if (IMAGES.contains(ending)) {
            return MediaKind.IMAGE;
        }
        return AUDIOS.contains(ending) ? MediaKind.AUDIO : MediaKind.VIDEO;
    }

    /** The file name's extension in lower case, without the dot, or an empty string. */
    static String ending(Part file) {
        String name = file.fileName();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The elements of a list, or the single value. */
    static List<JsonNode> listed(JsonNode value) {
        List<JsonNode> items = new ArrayList<>();
        if (value == null || value.isNull()) {
            return items;
        }
        if (value.isArray()) {
            value.forEach(items::add);
        } else {
            items.add(value);
        }
        return items;
    }
}
