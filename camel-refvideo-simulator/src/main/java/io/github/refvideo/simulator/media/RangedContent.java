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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import java.util.Optional;

/** Serves a file, complete or by byte range. */
public record RangedContent(Content content, String mediaType, String etag, String lastModified) {

    /** The complete file. */
    public Reply whole() {
        return described(Reply.of(200, mediaType, content)).with("accept-ranges", "bytes");
    }

    /** As {@link #whole()}, for a server without range support. */
    public Reply wholeWithoutRanges() {
        return described(Reply.of(200, mediaType, content));
    }

    /** The complete file or the range that the call requests. */
    public Reply answer(Call call) {
        String header = call.header("range");
        if (header == null
                || !ByteRange.isReadable(header)
                || !unchanged(call.header("if-range"))) {
            return whole();
        }
        Optional<ByteRange> range = ByteRange.of(header, content.length());
        if (range.isEmpty()) {
            return call.errors()
                    .error(416, "The range is outside the file.")
                    .with("content-range", "bytes */" + content.length());
        }
        long first = range.get().first();
        long last = range.get().last();
        return described(Reply.of(206, mediaType, content.slice(first, last - first + 1)))
                .with("accept-ranges", "bytes")
                .with("content-range", "bytes " + first + "-" + last + "/" + content.length());
    }

    private boolean unchanged(String ifRange) {
        return ifRange == null || ifRange.equals(etag) || ifRange.equals(lastModified);
    }

    private Reply described(Reply reply) {
        return reply.with("etag", etag).with("last-modified", lastModified);
    }
}
