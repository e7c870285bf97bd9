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
package io.github.refvideo.examples.scaleout;

import io.github.refvideo.camel.RefVideoConstants;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;

/**
 * The last step: moves a video to its final directory, named by its job. If a message is delivered
 * twice, the second video replaces the first one atomically, so a reader always sees a complete
 * file.
 *
 * @param videos final directory, on the same file system as the download directory
 */
record VideoDirectory(Path videos) {

    /** Returns the final path of the video. */
    @Handler
    public String put(@Body File video, @Header(RefVideoConstants.JOB_ID) String job)
            throws IOException {
        Path place = videos.resolve(name(job) + ".mp4");
        Files.move(
                video.toPath(),
                place,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        // Text, because the log EIP prints the content of a Path.
        return place.toString();
    }

    /** The id comes from a service and must not contain path separators. */
    private static String name(String job) {
        if (!job.matches("[A-Za-z0-9_-]{1,200}")) {
            throw new IllegalArgumentException("Not the id of a job: it has other characters");
        }
        return job;
    }
}
