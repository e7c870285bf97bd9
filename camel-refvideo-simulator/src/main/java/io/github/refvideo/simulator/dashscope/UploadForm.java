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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.content.Content;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A multipart form. The file is null if the form has none; it is a slice of the form's content. */
record UploadForm(Map<String, String> fields, Content file, boolean fileIsLast) {
    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data\\s*;.*?boundary=\"?([^\";]+)\"?.*");
    private static final Pattern NAME = Pattern.compile("(?is).*?;\\s*name=\"([^\"]*)\".*");

    /** Maximum size of part headers and fields. */
    private static final int MAX_HEAD = 16 * 1024;

    private static final String BLANK_LINE = "\r\n\r\n";

    /** The boundary from the content type; empty if the request is not a multipart form. */
    static Optional<String> boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType == null ? "" : contentType);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Reads the form without its file; throws if the body is not a multipart form. */
    static Future<UploadForm> read(Content body, String boundary) {
        return MultipartScan.parts(body, boundary)
                .compose(parts -> read(parts, 0, new UploadForm(new HashMap<>(), null, false)));
    }

    private static Future<UploadForm> read(List<Content> parts, int next, UploadForm soFar) {
        if (next == parts.size()) {
            return Future.succeededFuture(soFar);
        }
        Content part = parts.get(next);
        return part.read(0, (int) Math.min(MAX_HEAD, part.length()))
                .map(begin -> soFar.with(part, begin, next + 1 == parts.size()))
                .compose(more -> read(parts, next + 1, more));
    }

    private UploadForm with(Content part, Buffer begin, boolean last) {
        // One byte is one character, so that offsets in the text equal offsets in the part.
        String text = begin.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(BLANK_LINE);
        Matcher name = NAME.matcher(end < 0 ? "" : text.substring(0, end));
        if (!name.matches()) {
            throw new IllegalArgumentException("A part has no name.");
        }
        int value = end + BLANK_LINE.length();
        if (name.group(1).equals("file")) {
            return new UploadForm(fields, part.slice(value, part.length() - value), last);
        }
        fields.put(
                name.group(1),
                begin.getString(value, begin.length(), StandardCharsets.UTF_8.name()));
        return this;
    }

    /** That field, or null. */
    String field(String name) {
        return fields.get(name);
    }
}
