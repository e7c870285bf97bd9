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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** Helpers for calls. */
abstract class HttpTestKit extends ClientTestKit {

    static final long MIB = 1024 * 1024;

    static {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    void use(HttpSettings settings) {
        http.close();
        http = AsyncHttp.create(settings, timer);
    }

    void use(HttpSettings settings, HostResolver names) {
        http.close();
        http = new ApacheAsyncHttp(settings, timer, names);
    }

    static HttpRequest get(URI uri) {
        return call("GET", uri, null, Duration.ofSeconds(10), null, MIB);
    }

    static HttpRequest get(URI uri, Duration timeout) {
        return call("GET", uri, null, timeout, null, MIB);
    }

    static HttpRequest post(URI uri, byte[] body) {
        return call("POST", uri, body, Duration.ofSeconds(10), null, MIB);
    }

    static HttpRequest call(
            String method, URI uri, byte[] body, Duration timeout, Duration idle, long max) {
        return new HttpRequest(method, uri, Map.of(), body, timeout, idle, max);
    }

    static HttpFailureException failure(CompletableFuture<?> future) throws Exception {
        return (HttpFailureException) cause(future);
    }

    static HttpFailureException fails(CompletableFuture<?> future, Reason reason, Progress progress)
            throws Exception {
        HttpFailureException failure = failure(future);
        assertThat(failure.reason()).as("%s", failure).isEqualTo(reason);
        assertThat(failure.progress()).as("%s", failure).isEqualTo(progress);
        return failure;
    }
}
