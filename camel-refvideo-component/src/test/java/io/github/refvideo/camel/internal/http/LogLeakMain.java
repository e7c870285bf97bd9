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

import io.github.refvideo.camel.internal.time.ExecutorTimer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/** Runs in its own JVM with every logger at TRACE; see {@link LogLeakIT}. */
final class LogLeakMain {

    static final String KEY = "canary-key-4711";
    static final String QUERY = "canary-signature";
    static final String BODY = "canary-prompt";
    static final String PASSWORD = "canary-password";
    static final String LOCATION = "canary-location";

    private static final String REDIRECT =
            "HTTP/1.1 302 Found\r\nLocation: https://store.test/?sig="
                    + LOCATION
                    + "\r\nSet-Cookie: session="
                    + LOCATION
                    + "\r\nContent-Length: 0\r\n\r\n";

    private LogLeakMain() {}

    public static void main(String[] args) throws Exception {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        HttpSettings settings =
                HttpSettings.defaults()
                        .withSslContext(TestTls.context())
                        .withConnectTimeout(Duration.ofMillis(500));
        try (RawServer plain = RawServer.answering(RawServer.ok(BODY));
                RawServer redirecting = RawServer.answering(REDIRECT);
                RawServer broken = RawServer.of(RawServer.Peer::read);
                Http2Server http2 = new Http2Server(HttpVersionPolicy.NEGOTIATE);
                AsyncHttp http = client(settings, executor);
                AsyncHttp proxied =
                        client(
                                settings.withProxy(
                                        new ProxySettings(
                                                "localhost", plain.port(), "user", PASSWORD, null)),
                                executor)) {
            call(http, plain.uri("/a?sig=" + QUERY));
            call(http, plain.uri("/a?sig=" + QUERY));
            call(http, http2.uri("/b?sig=" + QUERY));
            call(http, redirecting.uri("/r?sig=" + QUERY));
            call(http, broken.uri("/c?sig=" + QUERY));
            call(http, URI.create("http://nosuch.invalid/d?sig=" + QUERY));
            call(proxied, URI.create("http://nosuch.invalid/e?sig=" + QUERY));
            call(proxied, URI.create("https://nosuch.invalid/f?sig=" + QUERY));
        }
        executor.shutdownNow();
    }

    private static AsyncHttp client(HttpSettings settings, ScheduledExecutorService executor) {
        return AsyncHttp.create(settings, new ExecutorTimer(executor, Clock.systemUTC()));
    }

    private static void call(AsyncHttp http, URI uri) throws Exception {
        HttpRequest call =
                new HttpRequest(
                        "POST",
                        uri,
                        Map.of("Authorization", "Bearer " + KEY),
                        BODY.getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        1000);
        String outcome =
                http.send(call)
                        .handle((reply, e) -> e == null ? "" + reply.status() : e.toString())
                        .get(20, TimeUnit.SECONDS);
        System.err.println("outcome: " + outcome);
    }
}
