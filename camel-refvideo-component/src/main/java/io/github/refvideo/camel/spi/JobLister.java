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
 * Reads the status of many jobs with one call. Optional: a {@link VideoProvider} implements it in
 * addition if the service has such a call.
 *
 * <p>Thread-safe and non-blocking, with the failures of {@link VideoProvider}. Safe to repeat.
 */
public interface JobLister {

    /** The longest time between {@link StatusQuery#from()} and {@link StatusQuery#to()}. */
    Duration longestWindow();

    /**
     * Reads one page. It contains all jobs of the account, including those of other clients. The
     * component reads the status of a finished job with {@link VideoProvider#status}, unless its
     * row has a {@link StatusPage.Row#report}. The component expects the newest job first; another
     * order costs additional requests.
     *
     * @param query which page
     * @param timeout of this call
     * @throws IllegalArgumentException if the time range is longer than {@link #longestWindow}
     */
    CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout);
}
