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
package io.github.refvideo.simulator.server;

import io.github.refvideo.simulator.content.Content;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A form of type {@code multipart/form-data}. Its contents are slices of the body. */
public record MultipartForm(List<Part> parts) {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=\"?([^\";]+)\"?.*");
    private static final Pattern NAME = Pattern.compile("(?is).*?;\\s*name=\"([^\"]*)\".*");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?is).*?;\\s*filename=\"([^\"]*)\".*");
    private static final Pattern TYPE =
            Pattern.compile("(?is).*?^content-type:\\s*([^\r\n]*).*", Pattern.MULTILINE);

    /** Maximum size of the headers of a part. */
    private static final int MAX_HEAD = 16 * 1024;

    /** Maximum size of a part whose text is read. */
    private static final int MAX_TEXT = 1 << 20;

    private static final String BLANK_LINE = "\r\n\r\n";

    /**
     * One part.
     *
     * @param fileName null if the part is a text field
     * @param contentType null if not given
     * @param text the content as text; null for a file and for more than 1 MiB
     */
    public record Part(
            String name, String fileName, String contentType, Content content, String text) {
        /** Whether the part was sent as a file. */
        public boolean isFile() {
            return fileName != null;
        }
    }

    /** The boundary from the content type; empty if the request is not a multipart form. */
    public static Optional<String> boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType == null ? "" : contentType);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Reads the form without its files; fails if the body is not a multipart form. */
    public static Future<MultipartForm> read(Content body, String boundary) {
        return MultipartScan.parts(body, boundary)
                .compose(contents -> read(contents, 0, new ArrayList<>()));
    }

    private static Future<MultipartForm> read(List<Content> contents, int next, List<Part> soFar) {
        if (next == contents.size()) {
            return Future.succeededFuture(new MultipartForm(List.copyOf(soFar)));
        }
        return part(contents.get(next))
                .compose(
                        part -> {
                            soFar.add(part);
                            return read(contents, next + 1, soFar);
                        });
    }

    private static Future<Part> part(Content whole) {
        return whole.read(0, (int) Math.min(MAX_HEAD, whole.length()))
                .compose(
                        begin -> {
                            // One byte is one character, so that offsets in the text equal offsets
                            // in the part.
                            String text = begin.toString(StandardCharsets.ISO_8859_1);
                            int end = text.indexOf(BLANK_LINE);
                            String head = begin.getString(0, Math.max(0, end));
                            Matcher name = NAME.matcher(head);
                            if (!name.matches()) {
                                return Future.failedFuture("A part has no name.");
                            }
                            int from = end + BLANK_LINE.length();
                            return part(
                                    name.group(1),
                                    first(FILE_NAME, head),
                                    first(TYPE, head),
                                    whole.slice(from, whole.length() - from));
                        });
    }

    private static Future<Part> part(String name, String file, String type, Content content) {
        if (file != null || content.length() > MAX_TEXT) {
            return Future.succeededFuture(new Part(name, file, type, content, null));
        }
        return content.read(0, (int) content.length())
                .map(Buffer::toString)
                .map(text -> new Part(name, null, type, content, text));
    }

    private static String first(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.matches() ? matcher.group(1).trim() : null;
    }
}
