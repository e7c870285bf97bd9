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
import io.github.refvideo.simulator.job.Job;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Size and download rate of videos. A rendered video is padded at its end with one box that players
 * skip; the padding is generated while it is sent. Thread-safe.
 */
public final class VideoSizes {
    private static final int BOX_HEAD = 8;
    private static final int LARGE_BOX_HEAD = 16;
    private static final long MAX_SMALL_BOX = 0xffff_ffffL;

    private final long initialBytes;
    private final long initialPace;
    private final Map<String, Long> byJob = new ConcurrentHashMap<>();
    private volatile long bytes;
    private volatile long bytesPerSecond;

    /** Initial size and rate; 0 means as rendered and unlimited. */
    public VideoSizes(long bytes, long bytesPerSecond) {
        this.initialBytes = atLeastZero(bytes);
        this.initialPace = atLeastZero(bytesPerSecond);
        clear();
    }

    /** Sets the size of all videos without an individual size; 0 means as rendered. */
    public void all(long length) {
        bytes = atLeastZero(length);
    }

    /** Sets the size of this job's video. */
    public void of(String jobId, long length) {
        byJob.put(jobId, atLeastZero(length));
    }

    /** Sets the rate of each download in bytes per second; 0 means unlimited. */
    public void pace(long perSecond) {
        bytesPerSecond = atLeastZero(perSecond);
    }

    /** Restores the initial settings. */
    public void clear() {
        byJob.clear();
        bytes = initialBytes;
        bytesPerSecond = initialPace;
    }

    /** The rate of each video download; 0 for unlimited. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /**
     * The job's video in its configured size; throws {@link IllegalStateException} if that size is
     * not possible.
     */
    Video fit(Job job, Video rendered) {
        long wished = byJob.getOrDefault(job.id(), bytes);
        long missing = wished - rendered.content().length();
        if (wished == 0 || missing == 0) {
            return rendered;
        }
        if (missing < BOX_HEAD) {
            throw new IllegalStateException(
                    "the video has "
                            + rendered.content().length()
                            + " bytes and can be "
                            + BOX_HEAD
                            + " or more longer, but not "
                            + wished
                            + " bytes long");
        }
        Buffer head = head(missing);
        Content content =
                Content.joined(
                        List.of(
                                rendered.content(),
                                Content.of(head),
                                Content.zeros(missing - head.length())));
        String etag = rendered.etag();
        return new Video(content, etag.substring(0, etag.length() - 1) + "-" + wished + '"');
    }

    private static Buffer head(long box) {
        Buffer type = Buffer.buffer("free".getBytes(StandardCharsets.ISO_8859_1));
        return box <= MAX_SMALL_BOX
                ? Buffer.buffer(BOX_HEAD).appendUnsignedInt(box).appendBuffer(type)
                : Buffer.buffer(LARGE_BOX_HEAD).appendInt(1).appendBuffer(type).appendLong(box);
    }

    private static long atLeastZero(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("A size or rate must be at least 0, not " + number);
        }
        return number;
    }
}
