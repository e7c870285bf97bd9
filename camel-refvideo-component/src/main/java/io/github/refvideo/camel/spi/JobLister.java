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
package io.github.refvideo.camel.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A provider that can tell where many jobs stand in one call. Implemented beside {@link
 * VideoProvider} by services that have such a call; ask with {@code instanceof}.
 *
 * <p>Thread-safe and non-blocking, with the failures of {@link VideoProvider}. Safe to repeat.
 */
public interface JobLister {

    /** The longest time between {@link StatusQuery#from()} and {@link StatusQuery#to()}. */
    Duration longestWindow();

    /**
     * Reads one page. It holds whatever runs in the same account, jobs of other clients included;
     * it never says where a video is or why a job failed, so a job that the page shows as ended is
     * read once more on its own.
     *
     * @param query which page
     * @param timeout limit of this call
     * @throws IllegalArgumentException when the window is too long
     */
    CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout);
}
