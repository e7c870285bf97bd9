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
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client connects to the checked address. */
class AddressPolicyTest extends HttpTestKit {

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Only the first loopback address counts as public. */
    private final AddressPolicy onlyFirst =
            (host, address) -> {
                asked.add(host + "=" + address.getHostAddress());
                if (!address.getHostAddress().equals("127.0.0.1")) {
                    throw new AddressRefusedException(host + " is off limits");
                }
            };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.2",
                "127.1.1",
                "2130706434",
                "[::1]",
                "[::ffff:127.0.0.2]",
                "[0:0:0:0:0:0:0:1]",
                "10.0.0.1",
                "169.254.169.254"
            })
    void literalAddressesAreAskedAbout(String host) throws Exception {
        use(HttpSettings.defaults().withAddressPolicy(onlyFirst));

        HttpFailureException failure =
                fails(
                        http.send(get(URI.create("http://" + host + ":9/path"))),
                        Reason.ADDRESS_REFUSED,
                        Progress.NOT_SENT);
        assertThat(failure)
                .hasMessageContaining("off limits")
                .hasCauseInstanceOf(AddressRefusedException.class);
        assertThat(asked).isNotEmpty();
    }

    @Test
    void allowedAddressIsConnectedTo() throws Exception {
        use(HttpSettings.defaults().withAddressPolicy(onlyFirst));
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
            assertThat(value(http.send(get(uri))).text()).isEqualTo("x");
            assertThat(asked).containsExactly("127.0.0.1=127.0.0.1");
        }
    }

    @Test
    void oneForbiddenAddressSpoilsTheAnswer() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"))) {
            use(
                    HttpSettings.defaults().withAddressPolicy(onlyFirst),
                    host ->
                            new InetAddress[] {
                                InetAddress.getByName("127.0.0.1"),
                                InetAddress.getByName("127.0.0.2")
                            });
            fails(
                    http.send(get(URI.create("http://mixed.test:" + server.port() + "/"))),
                    Reason.ADDRESS_REFUSED,
                    Progress.NOT_SENT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void nameThatChangesItsMindAfterTheCheckIsStillPinned() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("good"))) {
            List<String> lookups = new CopyOnWriteArrayList<>();
            use(
                    HttpSettings.defaults().withAddressPolicy(onlyFirst),
                    host -> {
                        lookups.add(host);
                        return new InetAddress[] {
                            InetAddress.getByName(lookups.size() == 1 ? "127.0.0.1" : "127.0.0.2")
                        };
                    });
            URI uri = URI.create("http://rebind.test:" + server.port() + "/");

            assertThat(value(http.send(get(uri))).text()).isEqualTo("good");
            assertThat(lookups).hasSize(1);

            use(
                    HttpSettings.defaults().withAddressPolicy(onlyFirst),
                    host -> new InetAddress[] {InetAddress.getByName("127.0.0.2")});
            fails(http.send(get(uri)), Reason.ADDRESS_REFUSED, Progress.NOT_SENT);
        }
    }

    @Test
    void throwingPolicyIsARefusalToo() throws Exception {
        use(
                HttpSettings.defaults()
                        .withAddressPolicy(
                                (host, address) -> {
                                    throw new IllegalStateException("defect");
                                }));
        HttpFailureException failure = failure(http.send(get(URI.create("http://127.0.0.1:9/"))));
        assertThat(failure.progress()).isEqualTo(Progress.NOT_SENT);
    }

    @Test
    void equalSettingsAreEqual() {
        assertThat(HttpSettings.defaults().withAddressPolicy(onlyFirst).withUserAgent("a"))
                .isEqualTo(HttpSettings.defaults().withAddressPolicy(onlyFirst).withUserAgent("a"))
                .isNotEqualTo(HttpSettings.defaults().withUserAgent("a"));
    }
}
