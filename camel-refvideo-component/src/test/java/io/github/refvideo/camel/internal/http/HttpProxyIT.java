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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProxyIT extends HttpTestKit {

    private static HttpSettings via(RawServer proxy, String user, String nonProxyHosts) {
        return HttpSettings.defaults()
                .withSslContext(TestTls.context())
                .withProxy(
                        new ProxySettings(
                                "127.0.0.1",
                                proxy.port(),
                                user,
                                user == null ? null : "pa:ss",
                                nonProxyHosts));
    }

    @Test
    void plainHttpGoesThroughTheProxyWithTheWholeUrl() throws Exception {
        try (RawServer proxy = RawServer.answering(RawServer.ok("from proxy"))) {
            use(via(proxy, "me", null));
            URI uri = URI.create("http://somewhere.invalid:81/a%2Fb?c=d");

            assertThat(value(http.send(get(uri))).text()).isEqualTo("from proxy");
            assertThat(value(http.send(get(uri))).text()).isEqualTo("from proxy");

            RawServer.Request request = proxy.requests().get(0);
            assertThat(request.line())
                    .isEqualTo("GET http://somewhere.invalid:81/a%2Fb?c=d HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("Host", "somewhere.invalid:81")
                    .containsEntry("Proxy-Authorization", "Basic bWU6cGE6c3M=");
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void httpsGoesThroughATunnelAndOnlyTheProxySeesItsPassword() throws Exception {
        try (RawServer target =
                        RawServer.secure(
                                TestTls.context(),
                                peer -> {
                                    while (peer.read() != null) {
                                        peer.write(RawServer.ok("secret"));
                                    }
                                });
                RawServer proxy = tunnel()) {
            use(via(proxy, "me", null));

            for (int i = 0; i < 3; i++) {
                assertThat(value(http.send(get(target.uri("/x")))).text()).isEqualTo("secret");
            }
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.requests().get(0).line())
                    .isEqualTo("CONNECT localhost:" + target.port() + " HTTP/1.1");
            assertThat(proxy.requests().get(0).headers())
                    .containsEntry("Host", "localhost:" + target.port())
                    .containsEntry("Proxy-Authorization", "Basic bWU6cGE6c3M=");
            assertThat(target.requests().get(0).line()).isEqualTo("GET /x HTTP/1.1");
            assertThat(target.requests().get(0).headers()).doesNotContainKey("Proxy-Authorization");
        }
    }

    @Test
    void serverOfferingHttp2IsUsedThroughATunnel() throws Exception {
        try (Http2Server target = new Http2Server(HttpVersionPolicy.NEGOTIATE);
                RawServer proxy = tunnel()) {
            use(via(proxy, null, null));

            assertThat(value(http.send(post(target.uri("/"), new byte[7]))).body()).hasSize(7);
            assertThat(target.versions()).containsExactly("HTTP/1.1");
            assertThat(proxy.requests().get(0).headers()).doesNotContainKey("Proxy-Authorization");
        }
    }

    @ParameterizedTest
    @CsvSource({"407", "403", "502"})
    void proxyThatRefusesTheTunnelIsNotSent(int status) throws Exception {
        String raw =
                "HTTP/1.1 "
                        + status
                        + " No\r\nProxy-Authenticate: Basic realm=x\r\n"
                        + "Content-Length: 0\r\n\r\n";
        try (RawServer proxy = RawServer.answering(raw)) {
            use(via(proxy, "me", null));

            assertThat(
                            fails(
                                    http.send(get(URI.create("https://localhost:9/"))),
                                    Reason.CONNECT,
                                    Progress.NOT_SENT))
                    .hasMessageContaining(String.valueOf(status));
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void proxyThatHangsUpIsNotSent() throws Exception {
        try (RawServer proxy = RawServer.of(RawServer.Peer::read)) {
            use(via(proxy, null, null));

            HttpFailureException failure =
                    failure(http.send(get(URI.create("https://localhost:9/"))));
            assertThat(failure.progress()).isEqualTo(Progress.NOT_SENT);
        }
    }

    @Test
    void proxyThatHangsIsNotSent() throws Exception {
        try (RawServer proxy =
                RawServer.of(
                        peer -> {
                            peer.read();
                            peer.awaitClose();
                        })) {
            use(via(proxy, null, null).withConnectTimeout(Duration.ofMillis(60)));

            fails(
                    http.send(get(URI.create("https://localhost:9/"))),
                    Reason.CONNECT,
                    Progress.NOT_SENT);
        }
    }

    @Test
    void untrustedTargetBehindTheTunnelIsNotSent() throws Exception {
        try (RawServer target = RawServer.secure(TestTls.context(), RawServer.Peer::read);
                RawServer proxy = tunnel()) {
            use(via(proxy, null, null).withSslContext(null));
            fails(http.send(get(target.uri("/"))), Reason.TLS, Progress.NOT_SENT);

            use(via(proxy, null, null));
            URI otherName = URI.create("https://127.0.0.1:" + target.port() + "/");
            fails(http.send(get(otherName)), Reason.TLS, Progress.NOT_SENT);
            assertThat(target.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "localhost; true",
                "other|localhost; true",
                "other, LOCALHOST ; true",
                "local*; true",
                "*host|x; true",
                "*; true",
                "l*l*t; true",
                "host; false",
                "local; false",
                "*.localhost; false",
                "l.calhost; false",
                "''; false",
                "'|,'; false"
            })
    void nonProxyHostsAreReachedDirectly(String patterns, boolean direct) throws Exception {
        try (RawServer target = RawServer.answering(RawServer.ok("direct"));
                RawServer proxy = RawServer.answering(RawServer.ok("proxied"))) {
            use(via(proxy, null, patterns));

            assertThat(value(http.send(get(target.uri("/")))).text())
                    .isEqualTo(direct ? "direct" : "proxied");
        }
    }

    @Test
    void policyIsAskedBeforeTheProxyButNotAboutTheProxy() throws Exception {
        try (RawServer proxy = RawServer.answering(RawServer.ok("proxied"))) {
            AddressPolicy noLoopback =
                    (host, address) -> {
                        if (address.isLoopbackAddress()) {
                            throw new AddressRefusedException(host + ": not there");
                        }
                    };
            use(
                    via(proxy, null, "127.0.0.1|*.direct").withAddressPolicy(noLoopback),
                    host -> {
                        if (host.endsWith(".unknown")) {
                            throw new UnknownHostException(host);
                        }
                        return host.startsWith("public")
                                ? new InetAddress[] {InetAddress.getByName("192.0.2.1")}
                                : new InetAddress[] {InetAddress.getLoopbackAddress()};
                    });

            assertThat(value(http.send(get(URI.create("http://public.test/")))).status())
                    .isEqualTo(200);
            // Only the proxy can know it.
            assertThat(value(http.send(get(URI.create("http://a.unknown/")))).status())
                    .isEqualTo(200);
            for (String url :
                    new String[] {
                        "http://inside.test/",
                        "http://127.0.0.1/",
                        "http://127.0.0.1:" + proxy.port() + "/",
                        "https://inside.test/",
                        "http://a.direct/"
                    }) {
                fails(http.send(get(URI.create(url))), Reason.ADDRESS_REFUSED, Progress.NOT_SENT);
            }
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void passwordIsNotLogged() {
        ProxySettings proxy = new ProxySettings("p", 1, "user-name", "pass-word", null);

        assertThat(HttpSettings.defaults().withProxy(proxy).toString())
                .contains("host=p")
                .doesNotContain("pass-word")
                .doesNotContain("user-name");
    }

    /** Answers CONNECT and then copies bytes. */
    private static RawServer tunnel() throws Exception {
        return RawServer.of(
                peer -> {
                    RawServer.Request connect = peer.read();
                    String[] target = connect.path().split(":");
                    try (Socket far = new Socket(target[0], Integer.parseInt(target[1]))) {
                        peer.write("HTTP/1.1 200 Connection established\r\n\r\n");
                        Thread back = new Thread(() -> shovel(far, peer.socket()), "raw-tunnel");
                        back.setDaemon(true);
                        back.start();
                        shovel(peer.socket(), far);
                    }
                });
    }

    private static void shovel(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // one of the two left
        }
    }
}
