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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.util.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses provider options that name a file on the server, a URL or a reference. Some fields of the
 * servers are paths that the server reads or writes, and servers pass unknown fields on to the
 * model. References belong in the body of the message, where they are checked and counted.
 */
final class ServerPathCheck {

    private static final int MAX_DEPTH = 16;

    /** Fields with media, by which a message could add references or files of the server. */
    private static final Set<String> MEDIA =
            Set.of(
                    "input_reference",
                    "input_references",
                    "image_reference",
                    "video_reference",
                    "audio_reference",
                    "control_reference",
                    "reference_url",
                    "video_url",
                    "source_video",
                    "source_audio",
                    "conditions",
                    "uri");

    private static final Pattern PATH_NAME =
            Pattern.compile(
                    "(.*_)?(path|paths|file|files|filename|filepath|dir|directory|folder|location)"
                            + "(_.*)?");

    /** Absolute and relative paths, home directories, drives, network shares. */
    private static final Pattern PATH_VALUE =
            Pattern.compile(
                    "(?s)(/|~|\\.{1,2}[/\\\\]|[A-Za-z]:[/\\\\]|\\\\\\\\).*"
                            + "|\\.{1,2}|.*[/\\\\]\\.\\.([/\\\\].*)?");

    /** Names of files with media or weights. */
    private static final Pattern FILE_NAME =
            Pattern.compile(
                    "(?i).+\\.(png|jpe?g|webp|bmp|gif|heic|heif|avif|tiff?|mp4|m4v|mov|mkv|webm|avi|wav"
                            + "|mp3|flac|m4a|aac|ogg|opus|safetensors|ckpt|pth?|pkl|bin|gguf|npz)");

    /** URLs, which the server would fetch or open, and content. */
    private static final Pattern URL_VALUE =
            Pattern.compile("(?is)([a-z][a-z0-9+.-]*://|(data|file|base64|tar\\+[a-z0-9]+):).*");

    /** Escapes that a program may decode in a path. */
    private static final List<Map.Entry<Pattern, String>> ESCAPES =
            List.of(
                    Map.entry(Pattern.compile("%25"), "%"),
                    Map.entry(Pattern.compile("(?i)%2f"), "/"),
                    Map.entry(Pattern.compile("(?i)%5c"), "\\\\"),
                    Map.entry(Pattern.compile("(?i)%2e"), "."),
                    Map.entry(Pattern.compile("(?i)%3a"), ":"));

    /** Reads what the servers read: Python accepts numbers such as NaN. */
    private static final ObjectReader JSON =
            Json.MAPPER.readerFor(Object.class).with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private ServerPathCheck() {}

    /**
     * @param options at any depth, and JSON inside text
     * @throws IllegalArgumentException names the field, without its value
     */
    static void check(Map<?, ?> options) {
        options.forEach((name, value) -> check(String.valueOf(name), value, 0));
    }

    private static void check(String name, @Nullable Object value, int depth) {
        String plain = snakeCase(name);
        if (depth > MAX_DEPTH) {
            throw refused(name, "it is nested too deeply");
        } else if (MEDIA.contains(plain)) {
            throw refused(name, "send references in the message body");
        } else if (PATH_NAME.matcher(plain).matches()) {
            throw refused(name, "paths on the server cannot be set");
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> check(String.valueOf(key), inner, depth + 1));
        } else if (value instanceof Iterable<?> items) {
            items.forEach(item -> check(name, item, depth + 1));
        } else if (value instanceof CharSequence text) {
            checkText(name, text.toString().strip(), depth);
        }
    }

    private static void checkText(String name, String text, int depth) {
        if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
            try (JsonParser parser = JSON.createParser(text)) {
                check(name, JSON.readValue(parser), depth + 1);
                if (parser.nextToken() == null) {
                    return;
                }
            } catch (StreamConstraintsException e) {
                throw refused(name, "it is nested too deeply or too long");
            } catch (IOException e) {
                // Not JSON, so the server cannot read JSON from it either.
            }
        }
        String decoded = decoded(text);
        if (isPath(text) || isPath(decoded)) {
            throw refused(name, "paths on the server cannot be set");
        } else if (URL_VALUE.matcher(decoded).matches() || FILE_NAME.matcher(text).matches()) {
            throw refused(
                    name, "send references in the message body; files and URLs cannot be set");
        }
    }

    /** A name of a model hub has one slash, and no backslash. */
    private static boolean isPath(String text) {
        boolean oneWord = text.chars().noneMatch(Character::isWhitespace);
        return PATH_VALUE.matcher(text).matches()
                || oneWord
                        && (text.indexOf('\\') >= 0 || text.indexOf('/') != text.lastIndexOf('/'));
    }

    private static String decoded(String text) {
        String decoded = text;
        for (Map.Entry<Pattern, String> escape : ESCAPES) {
            decoded = escape.getKey().matcher(decoded).replaceAll(escape.getValue());
        }
        return decoded;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_|_$", "")
                .toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException refused(String name, String allowed) {
        return OpenAiVideosRequest.invalid(
                RequestOption.PROVIDER_OPTIONS, OpenAiVideosProvider.NAME + "." + name, allowed);
    }
}
