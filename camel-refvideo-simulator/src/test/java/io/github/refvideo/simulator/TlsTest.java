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
package io.github.refvideo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** HTTPS with a self-signed certificate. */
class TlsTest {
    @Test
    void trustingClientUsesHttp2() throws Exception {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .tls(true)
                        .renderVideos(false)
                        .fetchReferences(false)
                        .start()) {
            HttpClient client = HttpClient.newBuilder().sslContext(sim.clientSslContext()).build();
            HttpResponse<String> response =
                    client.send(models(sim), HttpResponse.BodyHandlers.ofString());

            assertThat(sim.baseUrl()).startsWith("https://127.0.0.1:");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    sim.certificatePem()
                                                            .getBytes(StandardCharsets.US_ASCII)));
            certificate.verify(certificate.getPublicKey());
            certificate.checkValidity();
        }
    }

    @Test
    void untrustingClientIsRejected() {
        try (RefVideoSimulator sim = RefVideoSimulator.builder().tls(true).start()) {
            HttpClient client = HttpClient.newHttpClient();

            assertThatThrownBy(() -> client.send(models(sim), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void resultLinksAreHttpsToo() throws IOException, InterruptedException {
        try (RefVideoSimulator sim =
                RefVideoSimulator.builder()
                        .tls(true)
                        .renderVideos(false)
                        .fetchReferences(false)
                        .start()) {
            HttpClient client = HttpClient.newBuilder().sslContext(sim.clientSslContext()).build();
            HttpRequest.Builder start =
                    HttpRequest.newBuilder(URI.create(sim.gatewayUrl() + "/video-model"))
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            GatewayClient.body("https://e.com/a.png")));
            GatewayClient.headers().forEach(start::header);
            String event = client.send(start.build(), HttpResponse.BodyHandlers.ofString()).body();

            assertThat(event).contains("\"url\":\"" + sim.baseUrl() + "/results/");
        }
    }

    @Test
    void plainSimulatorHasNoCertificate() {
        try (RefVideoSimulator sim = RefVideoSimulator.builder().start()) {
            assertThatIllegalStateException().isThrownBy(sim::certificatePem);
        }
    }

    private static HttpRequest models(RefVideoSimulator sim) {
        return HttpRequest.newBuilder(URI.create(sim.baseUrl() + "/v1/models")).build();
    }
}
