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

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readiness check of a producer. */
class HealthTest {

    private static final String KEY = "canary-key-of-the-healthy";

    private RefVideoSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        simulator =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .acceptKey(KEY)
                        .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (context != null) {
            context.close();
        }
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dashscope"})
    void readyWhenTheServiceAcceptsTheKey(String provider) throws Exception {
        context(provider, KEY, true);

        HealthCheck.Result result = onlyResult();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails())
                .containsEntry("provider", provider)
                .containsEntry("recent.jobs", 0)
                .containsKey("service");
        assertThat(result.getCheck().isReadiness()).isTrue();
        assertThat(result.getCheck().isLiveness()).isFalse();
        assertThat(result.getCheck().getId()).isEqualTo("producer:refvideo-generate-video");
        simulator.assertThat().paidJobs(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dashscope"})
    void notReadyWhenTheServiceRefusesTheKey(String provider) throws Exception {
        context(provider, "sk-wrong-canary-77aa", true);

        HealthCheck.Result result = onlyResult();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getDetails())
                .containsEntry("error.kind", "AUTHENTICATION")
                .containsEntry("service.status.code", 401);
        assertThat(result.getMessage().orElseThrow()).contains("401");
        assertThat(result.toString() + result.getDetails() + result.getError().orElseThrow())
                .doesNotContain("sk-wrong-canary-77aa");
    }

    @Test
    void notReadyIfTheServiceIsNotReachable() throws Exception {
        context("gateway", KEY, true);
        simulator.refuseConnections();

        HealthCheck.Result result = onlyResult();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getDetails()).containsEntry("error.kind", "SERVICE");
    }

    @Test
    void readyWhenTheServiceRateLimits() throws Exception {
        context("gateway", KEY, true);
        simulator.faults().on(Step.MODELS).inject(Fault.status(429));

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UP);
    }

    /** Then no call is sent for a minute, including the call of the check. */
    @Test
    void readyDuringABackOffOfTheAccount() throws Exception {
        context("gateway", KEY, true);
        simulator.faults().on(Step.START).inject(Fault.rateLimited(Duration.ofMinutes(1)));
        context.createProducerTemplate()
                .asyncSend(
                        "direct:video",
                        e -> e.getMessage().setBody(simulator.referenceUrl("cat.png")));
        Awaitility.await()
                .until(() -> component().getAccounts().stream().anyMatch(g -> g.throttles() > 0));

        HealthCheck.Result result = onlyResult();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        simulator.assertThat().received(Step.MODELS).exactly(0);
    }

    @Test
    void notReadyWhenAnotherServerReplies() throws Exception {
        contextWith(
                "?provider=dashscope&model=wan2.6-r2v&baseUrl="
                        + simulator.dashscopeUrl().replace("/api/", "/elsewhere/"));

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void healthCheckNamesTheServiceOfACustomProvider() throws Exception {
        contextWith("?provider=#custom");

        HealthCheck.Result result = onlyResult();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails())
                .containsEntry("provider", "custom")
                .containsEntry("service", "https://custom.example/videos");
    }

    @Test
    void probeResultIsCached() throws Exception {
        context("gateway", KEY, true);

        for (int i = 0; i < 20; i++) {
            onlyResult();
        }

        simulator.assertThat().received(Step.MODELS).exactly(1);
    }

    @Test
    void notReadyWhenMostRecentJobsFailed() throws Exception {
        context("gateway", KEY, true);
        simulator.faults().on(Step.START).inject(Fault.status(402));
        generate(4);
        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UP);

        generate(1);

        HealthCheck.Result result = onlyResult();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElseThrow()).contains("5 of the last 5 jobs failed");
        assertThat(result.getDetails())
                .containsEntry("recent.jobs", 5)
                .containsEntry("recent.failures", 5);

        simulator.faults().clear();
        generate(5);
        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void invalidRequestsDoNotAffectReadiness() throws Exception {
        context("gateway", KEY, true);
        simulator.faults().on(Step.START).inject(Fault.status(400));

        generate(10);

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(onlyResult().getDetails()).containsEntry("recent.jobs", 0);
    }

    @Test
    void checksAreDisabledLikeThoseOfOtherComponents() throws Exception {
        context("gateway", KEY, false);

        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(context, "full");

        assertThat(results).noneMatch(r -> r.getDetails().containsKey("provider"));
        simulator.assertThat().received(Step.MODELS).exactly(0);
    }

    @Test
    void noProbeUnlessProducerChecksAreEnabled() throws Exception {
        context = new DefaultCamelContext();
        configure(KEY, true);
        route("");
        context.start();

        HealthCheckHelper.invokeReadiness(context, "full");

        simulator.assertThat().received(Step.MODELS).exactly(0);
    }

    @Test
    void componentThatWasStoppedIsNotReadyAndReadyAtOnceWhenItIsStartedAgain() throws Exception {
        context("gateway", KEY, true);
        component().stop();
        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.DOWN);

        component().start();

        assertThat(onlyResult().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void checksAreNamedByOperationAndRoute() throws Exception {
        checkedContext();
        configure(KEY, true);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:two")
                                .routeId("two")
                                .to("refvideo:generate?duration=4")
                                .to("refvideo:generate?duration=5");
                        from("direct:one").routeId("one").to("refvideo:submit");
                    }
                });
        context.start();

        assertThat(results())
                .extracting(result -> result.getCheck().getId())
                .containsExactlyInAnyOrder(
                        "producer:refvideo-generate-two",
                        "producer:refvideo-generate-two-2",
                        "producer:refvideo-submit-one");
    }

    @Test
    void checkIsRemovedWithItsRoute() throws Exception {
        context("gateway", KEY, true);

        context.getRouteController().stopRoute("video");

        assertThat(results()).isEmpty();
    }

    private void context(String provider, String key, boolean enabled) throws Exception {
        checkedContext();
        configure(key, enabled);
        route(
                provider.equals("gateway")
                        ? ""
                        : "?provider=dashscope&model=wan2.6-r2v&baseUrl="
                                + simulator.dashscopeUrl());
        context.start();
    }

    private void contextWith(String options) throws Exception {
        checkedContext();
        context.getRegistry().bind("custom", new CustomProvider());
        configure(KEY, true);
        route(options);
        context.start();
    }

    private void checkedContext() {
        context = new DefaultCamelContext();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            registry =
                    context.getCamelContextExtension().getContextPlugin(HealthCheckRegistry.class);
        }
        HealthCheckRepository producers =
                HealthCheckHelper.getHealthCheckRepository(context, "producers");
        producers.setEnabled(true);
    }

    private RefVideoComponent component() {
        return context.getComponent("refvideo", RefVideoComponent.class);
    }

    private void configure(String key, boolean enabled) {
        RefVideoComponent component = component();
        component.setHealthCheckProducerEnabled(enabled);
        RefVideoTestSupport.pointAt(simulator, component.getConfiguration());
        component.getConfiguration().setApiKey(key);
    }

    private void route(String options) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:video").routeId("video").to("refvideo:generate" + options);
                    }
                });
    }

    private void generate(int jobs) {
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < jobs; i++) {
            template.request(
                    "direct:video", e -> e.getMessage().setBody(simulator.referenceUrl("cat.png")));
        }
    }

    private List<HealthCheck.Result> results() {
        return HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:refvideo"))
                .toList();
    }

    private HealthCheck.Result onlyResult() {
        List<HealthCheck.Result> results = results();
        assertThat(results).hasSize(1);
        return results.get(0);
    }
}
