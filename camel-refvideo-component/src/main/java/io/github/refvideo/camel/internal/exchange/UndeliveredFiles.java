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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.internal.util.BoundedMap;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Videos in {@code outputDirectory} whose exchange has not completed. The next attempt to get the
 * video of the same job receives the same file. Limited in size; thread-safe.
 */
public final class UndeliveredFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UndeliveredFiles.class);

    private static final int MAX = 10_000;

    /**
     * @param message whose exchange has the file; null if the exchange has failed
     */
    private record Entry(@Nullable String message, DeliveredVideo video) {}

    // Guarded by this.
    private final BoundedMap<String, Entry> files = new BoundedMap<>(MAX);

    private static String key(String jobId, String directory) {
        return directory + '\n' + jobId;
    }

    /**
     * The file of an earlier attempt; null if there is none, or if another message uses it.
     *
     * @param message that receives it
     */
    public synchronized @Nullable DeliveredVideo reuse(
            String jobId, String directory, String message) {
        String key = key(jobId, directory);
        Entry entry = files.get(key);
        if (entry == null || entry.message() != null && !entry.message().equals(message)) {
            return null;
        }
        if (!isComplete(entry.video())) {
            files.remove(key);
            return null;
        }
        files.put(key, new Entry(message, entry.video()));
        return entry.video();
    }

    /**
     * Records the file of a completed download. Attempts of one message that overlap each download
     * the video: the first file is kept, and later ones are deleted.
     *
     * @return the video to deliver
     */
    public DeliveredVideo delivered(
            String jobId, String directory, String message, DeliveredVideo video) {
        DeliveredVideo known = record(key(jobId, directory), message, video);
        if (known != video) {
            deleteQuietly((File) video.body());
        }
        return known;
    }

    private synchronized DeliveredVideo record(String key, String message, DeliveredVideo video) {
        Entry entry = files.get(key);
        if (entry == null || !isComplete(entry.video())) {
            files.put(key, new Entry(message, video));
            return video;
        }
        if (entry.message() != null && !entry.message().equals(message)) {
            return video;
        }
        files.put(key, new Entry(message, entry.video()));
        return entry.video();
    }

    private static boolean isComplete(DeliveredVideo video) {
        File file = (File) video.body();
        return file.isFile() && file.length() == video.length();
    }

    private static void deleteQuietly(File file) {
        try {
            Files.deleteIfExists(file.toPath());
        } catch (IOException e) {
            LOG.warn("Could not delete {}, a second copy of a video: {}", file, e.toString());
        }
    }

    /** The exchange has completed: the file belongs to the user. */
    public synchronized void taken(String jobId, String directory) {
        files.remove(key(jobId, directory));
    }

    /**
     * The exchange failed: the file is kept for the next attempt.
     *
     * @param message whose exchange failed
     * @return the file; null if there is none, or if another message uses it
     */
    public synchronized @Nullable File released(String jobId, String directory, String message) {
        String key = key(jobId, directory);
        Entry entry = files.get(key);
        if (entry == null || !message.equals(entry.message())) {
            return null;
        }
        files.put(key, new Entry(null, entry.video()));
        return (File) entry.video().body();
    }
}
