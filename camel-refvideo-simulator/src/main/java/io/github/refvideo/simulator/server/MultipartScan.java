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

/** Finds the parts of a multipart body, reading block by block. */
final class MultipartScan {
    private static final int BLOCK = 256 * 1024;

    private final Content body;
    private final String delimiter;
    private final List<Long> found = new ArrayList<>();

    private MultipartScan(Content body, String boundary) {
        this.body = body;
        this.delimiter = "\r\n--" + boundary;
    }

    /** The parts with their headers, in order; throws if the body has no closing delimiter. */
    static Future<List<Content>> parts(Content body, String boundary) {
        // The first delimiter is not preceded by a line break.
        Content whole = Content.joined(List.of(Content.of("\r\n"), body));
        MultipartScan scan = new MultipartScan(whole, boundary);
        return scan.from(0).compose(ignored -> scan.parts());
    }

    private Future<Void> from(long position) {
        long left = body.length() - position;
        if (left < delimiter.length()) {
            return Future.succeededFuture();
        }
        int size = (int) Math.min(BLOCK, left);
        return body.read(position, size)
                .compose(
                        block -> {
                            look(block, position);
                            // The blocks overlap, so that no delimiter is split.
                            return from(position + Math.max(1, size - delimiter.length() + 1));
                        });
    }

    private void look(Buffer block, long position) {
        String text = block.toString(StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
            found.add(position + at);
        }
    }

    private Future<List<Content>> parts() {
        if (found.size() < 2 || found.get(0) != 0) {
            return Future.failedFuture("This is not a multipart form.");
        }
        List<Content> parts = new ArrayList<>();
        for (int i = 0; i + 1 < found.size(); i++) {
            // A line break follows the delimiter.
            long begin = found.get(i) + delimiter.length() + 2;
            if (begin > found.get(i + 1)) {
                return Future.failedFuture("This is not a multipart form.");
            }
            parts.add(body.slice(begin, found.get(i + 1) - begin));
        }
        long last = found.get(found.size() - 1) + delimiter.length();
        if (last + 2 > body.length()) {
            return Future.failedFuture("The form does not end.");
        }
        return body.read(last, 2)
                .compose(
                        end ->
                                end.toString().equals("--")
                                        ? Future.succeededFuture(parts)
                                        : Future.failedFuture("The form does not end."));
    }
}
