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
package io.github.refvideo.camel.internal.http;

import io.github.refvideo.camel.internal.time.RealTimer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client per test, and helpers to wait for results. */
public abstract class ClientTestKit {

    protected RealTimer timer;
    protected AsyncHttp http;

    @BeforeEach
    protected void startClient() {
        timer = new RealTimer();
        http = AsyncHttp.create(settings(), timer);
    }

    protected HttpSettings settings() {
        return HttpSettings.defaults();
    }

    @AfterEach
    protected void stopClient() {
        http.close();
        timer.close();
    }

    protected static <T> T value(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** Why it failed. */
    protected static Throwable cause(CompletableFuture<?> future) throws Exception {
        try {
            throw new AssertionError("Succeeded with " + value(future));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
