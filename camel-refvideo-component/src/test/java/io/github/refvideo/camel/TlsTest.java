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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.RefVideoServiceException;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TLS with SSLContextParameters of Camel. */
class TlsTest {

    private static RefVideoSimulator simulator;

    @BeforeAll
    static void start() {
        simulator =
                RefVideoSimulator.builder()
                        .tls(true)
                        .jobTime(JobTime.instant())
                        .fetchReferences(false)
                        .renderVideos(false)
                        .start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void parametersOfTheEndpointAreUsed() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("trust", trusting(simulator.certificatePem()));

            Exchange answer = generate(context, "&sslContextParameters=#trust");

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
        }
    }

    @Test
    void parametersOfTheContextAreUsedWhenAskedFor() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setSSLContextParameters(trusting(simulator.certificatePem()));
            context.getComponent("refvideo", RefVideoComponent.class)
                    .setUseGlobalSslContextParameters(true);

            assertThat(generate(context, "").getException()).isNull();
        }
    }

    @Test
    void untrustedCertificateIsRejectedBeforeAnythingIsSent() throws Exception {
        simulator.ledger().clear();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange answer = generate(context, "");

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoServiceException.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(simulator.ledger().requests(Step.START)).isZero();
        }
    }

    private static Exchange generate(DefaultCamelContext context, String options) throws Exception {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        RefVideoTestSupport.pointAt(simulator, component.getConfiguration());
        context.start();
        return context.createProducerTemplate()
                .request(
                        "refvideo:generate?duration=4" + options,
                        e -> e.getMessage().setBody(simulator.referenceUrl("cat.png")));
    }

    private static SSLContextParameters trusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "simulator",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        KeyStoreParameters keyStore = new KeyStoreParameters();
        keyStore.setKeyStore(store);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keyStore);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
