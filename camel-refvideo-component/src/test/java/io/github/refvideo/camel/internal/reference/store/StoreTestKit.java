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
package io.github.refvideo.camel.internal.reference.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.http.ClientTestKit;
import io.github.refvideo.camel.internal.http.TestClients;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Short ways to call a store; whatever a test does, nothing stays open. */
abstract class StoreTestKit extends ClientTestKit {

    static final Duration LONG = Duration.ofSeconds(20);

    @AfterEach
    void nothingStaysOpen() {
        Awaitility.await().until(() -> TestClients.inUse(http) == 0);
    }

    static ReferenceStoreException failure(CompletableFuture<?> future) throws Exception {
        Throwable cause = cause(future);
        assertThat(cause).isInstanceOf(ReferenceStoreException.class);
        return (ReferenceStoreException) cause;
    }
}
