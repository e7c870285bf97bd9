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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.request.PlainRequests;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Component and endpoint options and life cycle. */
class ComponentTest extends RefVideoTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic")
                        .toD("refvideo:generate?output=url&duration=${header.seconds}");
            }
        };
    }

    @Test
    void optionsOfTheComponentAreTheStartOfTheEndpoints() {
        RefVideoEndpoint endpoint =
                context.getEndpoint(
                        "refvideo:generate?gatewayFlow=stream&pollInterval=7s&pollTimeout=2m&output=url",
                        RefVideoEndpoint.class);

        RefVideoConfiguration own = endpoint.getConfiguration();
        assertThat(own.getModel()).isEqualTo("alibaba/wan-v2.6-r2v");
        assertThat(own.getGatewayFlow()).isEqualTo(GatewayFlow.stream);
        assertThat(own.getPollInterval()).isEqualTo(7_000);
        assertThat(own.getPollTimeout()).isEqualTo(120_000);
        assertThat(own.getOutput()).isEqualTo(RefVideoOutput.url);
        assertThat(context.getComponent("refvideo", RefVideoComponent.class).getConfiguration())
                .isNotSameAs(own)
                .extracting(RefVideoConfiguration::getGatewayFlow)
                .isEqualTo(GatewayFlow.async);
    }

    @Test
    void serviceLocationNamesNoSecret() {
        EndpointServiceLocation endpoint =
                context.getEndpoint("refvideo:generate?apiKey=s3cret", RefVideoEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isEqualTo(simulator().gatewayUrl());
        assertThat(endpoint.getServiceMetadata()).containsExactly(Map.entry("provider", "gateway"));
    }

    /** Otherwise it would only be found after the first job was paid for. */
    @ParameterizedTest
    @CsvSource({
        "refvideo:generate, http://127.0.0.1:1/v4/ai, true",
        "refvideo:submit, http://[::1]:1/v4/ai, true",
        "refvideo:generate, https://gateway.internal/v4/ai, true",
        "refvideo:generate?provider=dashscope, http://192.168.1.4/api/v1, true",
        "refvideo:generate, https://ai-gateway.example.com/v4/ai, false",
        "refvideo:generate?output=url, http://127.0.0.1:1/v4/ai, false",
        "refvideo:generate?allowPrivateAddresses=true, http://127.0.0.1:1/v4/ai, false",
        "refvideo:status, http://127.0.0.1:1/v4/ai, false"
    })
    void privateServiceWhoseVideosAreRefusedIsLogged(String uri, String baseUrl, boolean logged)
            throws Exception {
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        options.setBaseUrl(baseUrl);
        options.setAllowPrivateAddresses(false);
        try (LogLines log = new LogLines()) {
            context.getEndpoint(uri).createProducer().start();

            assertThat(log.ofTheComponent().stream())
                    .filteredOn(line -> line.contains("allowPrivateAddresses"))
                    .hasSize(logged ? 1 : 0);
        }
    }

    @Test
    void publicServiceIsTheDefault() {
        RefVideoComponent fresh = new RefVideoComponent(context);
        context.addComponent("fresh", fresh);

        assertThat(context.getEndpoint("fresh:generate", RefVideoEndpoint.class).getServiceUrl())
                .isEqualTo("https://ai-gateway.vercel.sh/v4/ai");
    }

    @Test
    void keyComesFromTheEnvironmentWhenTheOptionIsNotSet() {
        RecordedRequest start = sendWith(Map.of("AI_GATEWAY_API_KEY", "from-env"));

        assertThat(start.header("ai-gateway-auth-method")).contains("api-key");
    }

    @Test
    void oidcTokenIsTheLastChoice() {
        RecordedRequest start = sendWith(Map.of("VERCEL_OIDC_TOKEN", "jwt"));

        assertThat(start.header("ai-gateway-auth-method")).contains("oidc");
    }

    @Test
    void withoutAnyKeyTheRouteDoesNotStart() {
        RefVideoComponent keyless = keyless(Map.of());

        assertThatThrownBy(
                        () ->
                                keyless.getCamelContext()
                                        .getEndpoint("keyless:generate")
                                        .createProducer()
                                        .start())
                .hasMessageContaining("apiKey: is missing")
                .hasMessageContaining("AI_GATEWAY_API_KEY")
                .hasMessageContaining("VERCEL_OIDC_TOKEN");
    }

    @Test
    void moreDynamicUrisThanTheProducerCacheHoldsLoseNoJob() throws Exception {
        context.getGlobalOptions().put(Exchange.MAXIMUM_CACHE_POOL_SIZE, "2");
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int seconds = 2; seconds <= 10; seconds++) {
            int duration = seconds;
            answers.add(
                    template.asyncSend(
                            "direct:dynamic",
                            exchange -> {
                                exchange.getMessage().setBody(cat());
                                exchange.getMessage().setHeader("seconds", duration);
                            }));
        }

        for (var answer : answers) {
            assertThat(answer.get().getException()).isNull();
            assertThat(answer.get().getMessage().getBody(String.class)).startsWith("http");
        }
        simulator().assertThat().paidJobs(9);
    }

    @Test
    void producersSurviveARestartOfTheComponentAlone() throws Exception {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        template.requestBody("refvideo:generate?output=url", cat());

        component.stop();
        component.start();

        assertThat(template.requestBody("refvideo:generate?output=url", cat(), String.class))
                .startsWith("http");
    }

    /** Camel Main sets the options of an initialized component. */
    @Test
    void jobRepositoryAndNodeThatAreSetAfterInitAreUsed(@TempDir Path directory) throws Exception {
        FileVideoJobRepository jobs = new FileVideoJobRepository(directory.resolve("jobs"));
        RefVideoComponent late = new RefVideoComponent(context);
        pointAt(simulator(), late.getConfiguration());
        late.init();
        late.setJobRepository(jobs);
        late.setNodeId("node-7");
        context.addComponent("late", late);

        template.requestBody("late:submit", cat());

        // The record is unfinished only until the end of the exchange is recorded.
        assertThat(jobs.changedSince(Instant.EPOCH, 10))
                .singleElement()
                .satisfies(job -> assertThat(job.owner()).startsWith("node-7/"));
    }

    @Test
    void claimThatCouldNotBeRenewedInTimeIsRefused() {
        RefVideoComponent component = new RefVideoComponent(context);

        assertThatThrownBy(() -> component.setClaimTimeout(999))
                .hasMessageContaining("claimTimeout")
                .hasMessageContaining("at least 1000");
    }

    @Test
    void headersOfTheEndpointAreAddedToThoseOfTheComponent() {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        component.getConfiguration().setAdditionalHeader(Map.of("X-A", "1"));

        template.requestBody("refvideo:generate?output=url&additionalHeader.X-B=2", cat());

        RecordedRequest start = simulator().ledger().requestLog(Step.START).get(0);
        assertThat(start.header("x-a")).contains("1");
        assertThat(start.header("x-b")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankUrlsAreNotSet(String blank) throws Exception {
        for (String provider : new String[] {"gateway", "dashscope"}) {
            RefVideoEndpoint endpoint =
                    context.getEndpoint("refvideo:generate", RefVideoEndpoint.class);
            RefVideoConfiguration options = endpoint.getConfiguration();
            options.setProvider(provider);
            options.setModel(null);
            options.setBaseUrl(null);
            String usual = RefVideoTestSupport.provider(endpoint).baseUrl();
            options.setBaseUrl(blank);
            options.setListBaseUrl(blank);

            assertThat(RefVideoTestSupport.provider(endpoint).baseUrl())
                    .isEqualTo(usual)
                    .startsWith("https://");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://h",
                "nonsense",
                "https://user:s3cret@h/v4/ai",
                "https://",
                "https://h/v4/ai?key=s3cret",
                "https://h/v4/ai#s3cret"
            })
    void badBaseUrlStopsTheRouteFromStartingWithoutRepeatingIt(String url) {
        assertThatThrownBy(
                        () ->
                                context.getEndpoint("refvideo:generate?baseUrl=RAW(" + url + ")")
                                        .createProducer()
                                        .start())
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void costIsEstimatedByListPriceBeforeAnythingIsSent() {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);

        assertThat(component.estimateCost(request("wan2.6-r2v")))
                .contains(new BigDecimal("0.6000"));
        assertThat(component.estimateCost(request("acme/unknown"))).isEmpty();
        assertThat(simulator().ledger().jobsCreated()).isZero();
    }

    @Test
    void estimateIsTheCostInTheHeaderOfTheStep() {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);

        Exchange answer =
                template.request(
                        "refvideo:generate?output=url&duration=4",
                        e -> e.getMessage().setBody("https://h/cat.png"));

        assertThat(component.estimateCost(request(component.getConfiguration().getModel())))
                .contains(
                        answer.getMessage()
                                .getHeader(RefVideoConstants.ESTIMATED_COST, BigDecimal.class));
    }

    @Test
    void estimateUsesTheModelTableOfTheComponent(@TempDir Path directory) throws Exception {
        Path table =
                Files.writeString(
                        directory.resolve("models.json"),
                        """
                        {"models": [{"gateway": "acme/own", "duration": {"min": 1, "max": 9},
                          "price": {"perSecond": [{"usd": 0.25}]}}]}
                        """);
        RefVideoComponent own = new RefVideoComponent(context);
        own.getConfiguration().setModelTable("file:" + table);
        context.addComponent("own", own);

        assertThat(own.estimateCost(request("acme/own"))).contains(new BigDecimal("1.0000"));
    }

    private static VideoRequest request(String model) {
        return PlainRequests.of(model, 4, List.of(Reference.of("https://h/cat.png")));
    }

    private RefVideoComponent keyless(Map<String, String> environment) {
        RefVideoComponent keyless = new RefVideoComponent(context);
        keyless.setEnvironment(environment::get);
        pointAt(simulator(), keyless.getConfiguration());
        keyless.getConfiguration().setApiKey(null);
        context.addComponent("keyless", keyless);
        return keyless;
    }

    private RecordedRequest sendWith(Map<String, String> environment) {
        keyless(environment);
        Exchange answer =
                template.request("keyless:generate?output=url", e -> e.getMessage().setBody(cat()));
        assertThat(answer.getException()).isNull();
        return simulator().ledger().requestLog(Step.START).get(0);
    }
}
