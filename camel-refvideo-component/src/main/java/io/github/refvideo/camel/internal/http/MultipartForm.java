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
package io.github.refvideo.camel.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A form with fields and files ({@code multipart/form-data}, RFC 7578), in the order in which they
 * are added. Files are read while the form is sent. Not thread-safe.
 */
public final class MultipartForm {

    private static final String LINE_END = "\r\n";

    /** Random, so that no file contains it. */
    private final String boundary = "refvideo-" + UUID.randomUUID();

    private final List<RequestBody> parts = new ArrayList<>();

    /** The value of the header {@code Content-Type}. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Adds a field. */
    public MultipartForm field(String name, String value) {
        parts.add(
                text("--" + boundary + LINE_END + disposition(name) + LINE_END + LINE_END + value));
        parts.add(text(LINE_END));
        return this;
    }

    /**
     * Adds a file.
     *
     * @param fileName may be quoted: quotes and line breaks are escaped
     * @param mediaType of the content, ASCII without line breaks
     */
    public MultipartForm file(String name, String fileName, String mediaType, RequestBody content) {
        parts.add(
                text(
                        "--"
                                + boundary
                                + LINE_END
                                + disposition(name)
                                + "; filename=\""
                                + escaped(fileName)
                                + "\""
                                + LINE_END
                                + "Content-Type: "
                                + mediaType
                                + LINE_END
                                + LINE_END));
        parts.add(content);
        parts.add(text(LINE_END));
        return this;
    }

    /** The form with the parts so far. */
    public RequestBody body() {
        List<RequestBody> all = new ArrayList<>(parts);
        all.add(text("--" + boundary + "--" + LINE_END));
        return RequestBody.sequence(all);
    }

    private static String disposition(String name) {
        return "Content-Disposition: form-data; name=\"" + escaped(name) + "\"";
    }

    /** As browsers escape them. */
    private static String escaped(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static RequestBody text(String text) {
        return RequestBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
