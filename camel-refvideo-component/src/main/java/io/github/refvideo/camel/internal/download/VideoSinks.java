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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.io.DiskWriter;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;

/** The places where a video can go. Each sink is for one video. */
public final class VideoSinks {

    /** Videos in memory end here, whatever {@code maxVideoSize} is; in bytes. */
    public static final long MOST_IN_MEMORY = ByteSink.LONGEST;

    private VideoSinks() {}

    /** Into memory. */
    public static VideoSink<DownloadedVideo> memory() {
        return new ByteSink();
    }

    /** Into a temporary file, which whoever gets it deletes. */
    public static VideoSink<StoredVideo<SpoolFile>> spool(VideoSpool spool) {
        DiskWriter writer = spool.writer();
        return new DiskSink<>(
                writer,
                (written, mediaType) ->
                        VideoSpool.finish(written)
                                .thenApply(
                                        file -> new StoredVideo<>(file, file.length(), mediaType)),
                stored -> stored.content().delete());
    }
}
