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
package io.github.refvideo.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A client that is compared. Thread-safe. */
interface VideoClient extends AutoCloseable {

    /**
     * Submits a job, waits for its end and stores the video in a file. Returns before that.
     *
     * @return the complete file, or null if the workload has no downloads
     */
    CompletableFuture<Path> generate(String prompt);

    /**
     * What a client has to do.
     *
     * @param jobs the number of jobs
     * @param submitsPerSecond at which the jobs are given to the client
     * @param statusPerSecond the limit of status requests of the account, which only the component
     *     obeys; 0 means unlimited
     * @param pollMillis between two status requests of clients that do not choose it themselves
     * @param directory for the videos; null if only the URL of a video is read
     */
    record Task(
            String provider,
            String baseUrl,
            int jobs,
            double submitsPerSecond,
            double statusPerSecond,
            int pollMillis,
            Path directory) {

        boolean download() {
            return directory != null;
        }
    }
}
