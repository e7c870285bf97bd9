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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.PreparedSubmit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Repositories and purchases for tests of the engine. */
final class TestPurchaseStores {

    static final Duration LEASE = Duration.ofSeconds(30);

    private TestPurchaseStores() {}

    /** Uses the clock of the test. */
    static MemoryVideoJobRepository memory(Timer timer) {
        return new MemoryVideoJobRepository(1000, Duration.ofHours(48), timer::now);
    }

    /** Of one process. Without heartbeats, so that no timer is left when all jobs have ended. */
    static PurchaseStore inMemory(Timer timer) {
        return over(new FailingRepository(timer), "node", timer);
    }

    static PurchaseStore over(VideoJobRepository repository, String process, Timer timer) {
        return new PurchaseStore(repository, Runnable::run, timer, process, LEASE);
    }

    static PurchaseRequest purchase(String key, PreparedSubmit submit) {
        return new PurchaseRequest(
                key,
                "message of " + key,
                submit.fingerprint(),
                submit.model(),
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                (fingerprint, deadline) -> CompletableFuture.completedFuture(submit));
    }
}
