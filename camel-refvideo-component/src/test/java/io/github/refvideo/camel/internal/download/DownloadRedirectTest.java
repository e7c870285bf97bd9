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
package io.github.refvideo.camel.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.http.TestTls;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every redirect is checked like the first URL. */
class DownloadRedirectTest extends DownloadTestSupport {

    private final byte[] video = video(1000);

    private static Answer to(String location) {
        return status(302, "Location: " + location);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsFollowed(int status) throws Exception {
        try (RawServer store = serving(whole(video, ""));
                RawServer server =
                        serving(status(status, "Location: " + store.uri("/there?sig=a%2Bb")))) {
            assertThat(value(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(store.requests().get(0).path()).isEqualTo("/there?sig=a%2Bb");
            assertThat(store.requests().get(0).headers())
                    .containsOnlyKeys("Accept", "Connection", "Host", "User-Agent");
        }
    }

    @Test
    void relativeRedirectIsFollowed() throws Exception {
        try (RawServer server = serving(to("../b/v2?x=1"), to("/v3"), whole(video, ""))) {
            value(download(server.uri("/a/v1")));

            assertThat(server.requests().stream().map(RawServer.Request::path))
                    .containsExactly("/a/v1", "/b/v2?x=1", "/v3");
        }
    }

    @Test
    void fiveRedirectsAreFollowedAndNotASixth() throws Exception {
        try (RawServer server =
                serving(to("/1"), to("/2"), to("/3"), to("/4"), to("/5"), whole(video, ""))) {
            value(download(server.uri("/0")));
        }
        try (RawServer loop = serving(to("/again"))) {
            DownloadException e = fails(download(loop.uri("/0")), Reason.REFUSED_URL);

            assertThat(e).hasMessageContaining("more than 5");
            assertThat(loop.requests()).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://localhost/v",
                "http://user:pass@localhost/v",
                "http://127.1/v",
                "http://2130706433/",
                "http://[::1%25lo]/",
                "\\\\localhost\\v",
                "http:// /",
                "data:video/mp4;base64,AAAA"
            })
    void redirectToAnUnacceptableUrlIsRefused(String location) throws Exception {
        try (RawServer server = serving(to(location))) {
            DownloadException e = fails(download(server.uri("/v")), Reason.REFUSED_URL);

            assertThat(e.retryable()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void redirectToNowhereIsRefused() throws Exception {
        try (RawServer server = serving(status(302, ""))) {
            fails(download(server.uri("/v")), Reason.REFUSED_URL);
        }
    }

    @Test
    void redirectFromHttpsToHttpIsRefused() throws Exception {
        try (RawServer store = serving(whole(video, ""));
                RawServer server =
                        RawServer.secure(
                                TestTls.context(),
                                peer -> {
                                    peer.read();
                                    peer.write(
                                            "HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: "
                                                    + store.uri("/v")
                                                    + "\r\n\r\n");
                                })) {
            assertThat(fails(download(server.uri("/v")), Reason.REFUSED_URL))
                    .hasMessageContaining("https to http");
            assertThat(store.connections()).isZero();
        }
    }

    @Test
    void redirectFromHttpToHttpsIsFollowed() throws Exception {
        try (RawServer store =
                        RawServer.secure(
                                TestTls.context(), peer -> whole(video, "").to(peer.read(), peer));
                RawServer server = serving(to(store.uri("/v").toString()))) {
            assertThat(value(download(server.uri("/v"))).content()).isEqualTo(video);
        }
    }

    @Test
    void retryAfterARedirectBeginsAtTheFirstUrl() throws Exception {
        String tag = "ETag: \"a\"";
        try (RawServer store = serving(cut(video, 400, tag), part(video, 400, 999, tag));
                RawServer server =
                        serving(
                                to(store.uri("/once").toString()),
                                to(store.uri("/twice").toString()))) {
            assertThat(withRetries(download(server.uri("/v"))).content()).isEqualTo(video);
            assertThat(store.requests().stream().map(RawServer.Request::path))
                    .containsExactly("/once", "/twice");
            assertThat(store.requests().get(1).headers()).containsEntry("Range", "bytes=400-");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/secret",
                "http://localhost:%d/secret",
                "//localhost:%d/secret",
                "http://[::1]:%d/secret",
                "http://[::ffff:127.0.0.1]:%d/secret",
                "http://169.254.169.254/latest/meta-data/secret"
            })
    void redirectIntoTheInsideIsRefused(String location) throws Exception {
        // The client may reach loopback, under a public name; it is the hop
        // that the downloader must judge.
        use(settings, host -> host.replace("outside.test", "127.0.0.1"));
        VideoDownloader strict =
                new VideoDownloader(http, http, timer, DownloadSettings.defaults(), () -> 0);
        try (RawServer inside = serving(whole(video, ""));
                RawServer server = serving(to(location.formatted(inside.port())))) {
            URI uri = URI.create("http://outside.test:" + server.port() + "/");
            DownloadException e =
                    fails(strict.download(uri, MAX, deadline(10)), Reason.ADDRESS_REFUSED);

            assertThat(e.getMessage()).contains("allowPrivateAddresses").doesNotContain("secret");
            assertThat(server.requests()).hasSize(1);
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void nameOfAPrivateAddressIsRefusedWhenItIsResolved() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Map<String, String> names = Map.of("outside.test", "127.0.0.1");
        use(
                DownloadSettings.defaults(),
                host -> {
                    asked.add(host);
                    return names.getOrDefault(host, host);
                });
        try (RawServer inside = serving(whole(video, ""))) {
            URI uri = URI.create("http://outside.test:" + inside.port() + "/secret");
            DownloadException e = fails(download(uri), Reason.ADDRESS_REFUSED);

            assertThat(e).hasMessageContaining("outside.test");
            assertThat(e.getMessage()).contains("allowPrivateAddresses").doesNotContain("secret");
            assertThat(e.retryable()).isFalse();
            assertThat(asked).containsExactly("outside.test");
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void redirectToAnUntrustedHostIsRefused() throws Exception {
        use(settings.withTrustedHosts(List.of("localhost")), host -> host);
        try (RawServer server = serving(to("http://127.0.0.1:1/v"))) {
            assertThat(fails(download(server.uri("/v")), Reason.REFUSED_URL))
                    .hasMessageContaining("127.0.0.1");
        }
    }
}
