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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Repositories and purchases for tests of the engine. */
final class Books {

    static final Duration LEASE = Duration.ofSeconds(30);

    private Books() {}

    static JobBook inMemory(Timer timer) {
        return over(new MemoryVideoJobRepository(), "node", timer);
    }

    static JobBook over(VideoJobRepository repository, String node, Timer timer) {
        return new JobBook(repository, Runnable::run, node, LEASE, timer::now);
    }

    /** A purchase whose key was made up for it. */
    static Purchase purchase(String key, PreparedSubmit submit) {
        return new Purchase(
                submit.model(),
                null,
                key,
                false,
                submit.fingerprint(),
                null,
                null,
                null,
                deadline -> CompletableFuture.completedFuture(submit));
    }
}
