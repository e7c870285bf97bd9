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

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP headers of a client cannot select the key, the host or the provider, in any spelling. */
class HeaderInjectionTest extends RefVideoTestSupport {

    @RegisterExtension static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("jetty:http://127.0.0.1:" + PORT + "/videos")
                        .convertBodyTo(String.class)
                        .to("refvideo:generate?output=url");
            }
        };
    }

    /** Messages of errors are logged. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dashscope"})
    void untrustedModelCannotForgeALogLine(String provider) {
        String url =
                provider.equals("gateway") ? simulator().gatewayUrl() : simulator().dashscopeUrl();

        Exchange failed =
                template.request(
                        "refvideo:generate?provider=" + provider + "&baseUrl=" + url,
                        exchange -> {
                            exchange.getMessage().setBody(cat());
                            exchange.getMessage()
                                    .setHeader(
                                            RefVideoConstants.MODEL,
                                            "evil\nINFO all is well\u001b[2K" + "x".repeat(9_000));
                        });

        assertThat(failed.getException().getMessage())
                .contains("'evil INFO")
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(1_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelRefVideoModel",
                "caMELrefvideoMODEL",
                "CAMELREFVIDEOPROMPT",
                "CamelRefVideoProvider",
                "camelrefvideobaseurl",
                "CamelRefVideoApiKey",
                "CamelRefVideoDuration",
                "camelRefVideoProviderOptions",
                "CamelRefVideoReferenceUrls",
                "CamelRefVideoIdempotencyKey",
                "CamelHttpUri",
                "CamelHttpBaseUri",
                "apiKey",
                "baseUrl",
                "provider",
                "model",
                "prompt",
                "Authorization",
                "ai-model-id",
                "idempotency-key"
            })
    void httpHeadersAndParametersOfAClientAreIgnored(String name) throws Exception {
        HttpResponse<String> answer = post(name, "http://127.0.0.1:9/forged");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith(simulator().baseUrl());
        RecordedRequest start = onlyStart();
        assertThat(start.header("ai-model-id")).contains("alibaba/wan-v2.6-r2v");
        assertThat(start.toString()).doesNotContain("forged");
    }

    @Test
    void fieldsOfABodyCannotSetWhatHeadersCannot() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(uri())
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"prompt\":\"p\",\"apiKey\":\"forged\",\"baseUrl\":"
                                                        + "\"http://127.0.0.1:9/forged\",\"headers\":"
                                                        + "{\"authorization\":\"forged\"},"
                                                        + "\"inputReferences\":[\""
                                                        + cat()
                                                        + "\"],\"providerOptions\":{\"gateway\":"
                                                        + "{\"byok\":{\"alibaba\":[\"forged\"]}}}}"))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(onlyStart().toString()).doesNotContain("forged");
    }

    private static HttpResponse<String> post(String header, String value) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(uri() + "?" + header + "=" + value))
                        .header("Content-Type", "text/plain")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(cat()))
                        .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri() {
        return URI.create("http://127.0.0.1:" + PORT + "/videos");
    }

    private static RecordedRequest onlyStart() {
        List<RecordedRequest> starts = simulator().ledger().requestLog(Step.START);
        assertThat(starts).hasSize(1);
        return starts.get(0);
    }
}
