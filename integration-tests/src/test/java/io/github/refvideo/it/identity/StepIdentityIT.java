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
package io.github.refvideo.it.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.simulator.RefVideoSimulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The name of a step under a user's key: the same after a restart and a reload, independent of
 * generated ids, and different for each step.
 */
class StepIdentityIT {

    private static RefVideoSimulator simulator;

    /** The endpoint of each route to a step, and the name of the step. */
    private static final Map<String, String> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("direct:ids", "ids/buy");
        STEPS.put("direct:no-ids", "~direct:no-ids/~to2");
        STEPS.put("direct:id-of-the-route", "named/~to1");
        STEPS.put("direct:id-of-the-node", "~direct:id-of-the-node/buy-node");
        STEPS.put("direct:choice", "~direct:choice/~to2");
        STEPS.put("direct:caught", "~direct:caught/~to2");
        STEPS.put("direct:fallback", "~direct:fallback/~to2");
        STEPS.put("direct:handled", "~direct:handled/~onException1.to1");
        STEPS.put(
                "direct:handled-by-the-context",
                "~direct:handled-by-the-context/~context.onException1.to1");
        STEPS.put("direct:toD", "~direct:toD/~toD1");
        STEPS.put("direct:enrich", "~direct:enrich/~enrich1");
        STEPS.put("direct:recipients", "~direct:recipients/~recipientList1/.*");
        STEPS.put("direct:slip", "~direct:slip/~routingSlip1/.*");
        STEPS.put("direct:bean", "~direct:bean/~process1/.*");
        STEPS.put("direct:kamelet", "buy@~direct:kamelet/~to1/~to1");
        STEPS.put("direct:kamelet-with-ids", "buy-with-ids@orders/kamelet/buy-there");
        STEPS.put("direct:second-kamelet", "buy@~direct:second-kamelet/~to2/~to1");
        STEPS.put("direct:nested-kamelet", "buy@outer@~direct:nested-kamelet/~to1/~to1/~to1");
        STEPS.put("direct:kamelet-eip", "buy@~direct:kamelet-eip/~kamelet1/~to1");
        STEPS.put("direct:second-kamelet-eip", "buy@~direct:second-kamelet-eip/~kamelet2/~to1");
        STEPS.put("direct:template-without-id", "~direct:template-without-id/~to1");
        STEPS.put("direct:other-without-id", "~direct:other-without-id/~to1");
        STEPS.put("direct:query?timeout=1000&block=false", "~direct:query[?][0-9a-f]{16}/~to1");
        STEPS.put("direct:transform", "~direct:transform/~transform1/.*");
        STEPS.put("direct:second-transform", "~direct:second-transform/~transform2/.*");
        STEPS.put("direct:simple-bean", "~direct:simple-bean/~setBody1/.*");
        STEPS.put("direct:templated", "templated/~to1");
        STEPS.put("direct:yaml", "~direct:yaml/~to1");
        STEPS.put("direct:yaml-with-ids", "yaml/buy-yaml");
        STEPS.put("direct:a@b%2Fc", "~direct:a%40b%252Fc/~to1");
    }

    @BeforeAll
    static void start() {
        simulator = RefVideoSimulator.builder().fetchReferences(false).renderVideos(false).start();
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    @Test
    void eachStepHasItsNameInEveryContext() throws Exception {
        // Camel counts the nodes of the whole JVM: the second context has other ids.
        for (int life = 0; life < 2; life++) {
            try (DefaultCamelContext context = context()) {
                context.start();
                Map<String, String> names = new LinkedHashMap<>();
                for (String entry : STEPS.keySet()) {
                    names.put(entry, step(context, entry));
                }
                assertThat(names.keySet())
                        .allSatisfy(
                                entry -> assertThat(names.get(entry)).matches(STEPS.get(entry)));
                assertThat(names.values()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void nameOutlastsAReloadOfTheRoute() throws Exception {
        try (DefaultCamelContext context = context()) {
            context.start();
            String before = step(context, "direct:no-ids");
            for (var route : List.copyOf(context.getRouteDefinitions())) {
                if (route.getEndpointUrl().equals("direct:no-ids")) {
                    context.removeRouteDefinition(route);
                }
            }
            context.addRoutes(new NoIds());

            assertThat(step(context, "direct:no-ids")).isEqualTo(before);
        }
    }

    @Test
    void queryOfTheRoutesUriCountsWithoutItsOrderAndSecrets() throws Exception {
        List<String> names = new ArrayList<>();
        for (String query :
                List.of(
                        "timeout=1000&block=true",
                        "block=true&timeout=1000",
                        "block=true&timeout=2000",
                        "block=true&timeout=2000&password=one",
                        "block=true&timeout=2000&password=two")) {
            try (DefaultCamelContext context = SubmitContexts.context(simulator)) {
                context.addComponent("direct", new LenientDirect());
                context.addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:query?" + query).to("refvideo:submit");
                            }
                        });
                context.start();
                names.add(step(context, "direct:query?" + query));
            }
        }

        assertThat(names.get(0)).isEqualTo(names.get(1)).isNotEqualTo(names.get(2));
        assertThat(names.get(3)).isEqualTo(names.get(4)).isNotEqualTo(names.get(2));
    }

    /** Accepts a password in the URI. */
    private static final class LenientDirect extends DirectComponent {

        @Override
        protected void validateParameters(
                String uri, Map<String, Object> parameters, String optionPrefix) {
            // All are welcome.
        }
    }

    private static String step(DefaultCamelContext context, String entry) throws Exception {
        Exchange answer = SubmitContexts.send(context, entry, SubmitContexts.IMAGE, "k");
        assertThat(answer.getException()).as(entry).isNull();
        String key = JobHandle.fromJson(answer.getMessage().getBody(String.class)).idempotencyKey();
        assertThat(key).startsWith("k@");
        return key.substring(2);
    }

    private static DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = SubmitContexts.context(simulator);
        Resource yaml =
                ResourceHelper.fromBytes(
                        "routes.yaml",
                        """
                        - route:
                            from:
                              uri: direct:yaml
                              steps:
                                - to: refvideo:submit
                        - route:
                            id: yaml
                            from:
                              uri: direct:yaml-with-ids
                              steps:
                                - to:
                                    id: buy-yaml
                                    uri: refvideo:submit
                        """
                                .getBytes(StandardCharsets.UTF_8));
        context.addRoutes(new NoIds());
        Ways ways = new Ways();
        context.addRoutes(ways);
        context.addTemplatedRoutes(ways);
        PluginHelper.getRoutesLoader(context).loadRoutes(yaml);
        return context;
    }

    private static final class NoIds extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:no-ids").to("mock:before").to("refvideo:submit");
        }
    }

    private static final class Ways extends RouteBuilder {

        @Override
        public void configure() {
            onException(UnsupportedOperationException.class).handled(true).to("refvideo:submit");
            from("direct:ids").routeId("ids").to("refvideo:submit").id("buy");
            from("direct:id-of-the-route").routeId("named").to("refvideo:submit");
            from("direct:id-of-the-node").to("refvideo:submit").id("buy-node");
            from("direct:choice")
                    .choice()
                    .when(header("never").isNotNull())
                    .to("mock:never")
                    .otherwise()
                    .to("refvideo:submit")
                    .end();
            from("direct:caught")
                    .doTry()
                    .to("mock:before")
                    .throwException(new IllegalStateException())
                    .doCatch(IllegalStateException.class)
                    .to("refvideo:submit")
                    .end();
            from("direct:fallback")
                    .circuitBreaker()
                    .to("mock:before")
                    .throwException(new IllegalStateException())
                    .onFallback()
                    .to("refvideo:submit")
                    .end();
            from("direct:handled")
                    .onException(IllegalStateException.class)
                    .handled(true)
                    .to("refvideo:submit")
                    .end()
                    .throwException(new IllegalStateException());
            from("direct:handled-by-the-context")
                    .throwException(new UnsupportedOperationException());
            from("direct:toD")
                    .setHeader("operation", constant("submit"))
                    .toD("refvideo:${header.operation}");
            from("direct:enrich").enrich("refvideo:submit");
            from("direct:recipients").recipientList(constant("refvideo:submit"));
            from("direct:slip").routingSlip(constant("refvideo:submit"));
            from("direct:bean").process(Ways::sendACopy);
            from("direct:transform").transform(method(Sender.class, "send"));
            from("direct:second-transform")
                    .transform(body())
                    .transform(method(Sender.class, "send"));
            from("direct:simple-bean")
                    .setBody(simple("${bean:type:" + Sender.class.getName() + "?method=send}"));
            from("direct:query?block=false&timeout=1000").to("refvideo:submit");
            routeTemplate("buy").from("kamelet:source").to("refvideo:submit");
            routeTemplate("buy-with-ids")
                    .from("kamelet:source")
                    .to("refvideo:submit")
                    .id("buy-there");
            routeTemplate("outer").from("kamelet:source").to("kamelet:buy");
            from("direct:kamelet").to("kamelet:buy");
            from("direct:kamelet-with-ids")
                    .routeId("orders")
                    .to("kamelet:buy-with-ids")
                    .id("kamelet");
            from("direct:second-kamelet").to("mock:before").to("kamelet:buy");
            from("direct:kamelet-eip").kamelet("buy");
            from("direct:second-kamelet-eip").kamelet("none").end().kamelet("buy");
            routeTemplate("none").from("kamelet:source").to("mock:none");
            from("direct:nested-kamelet").to("kamelet:outer");
            routeTemplate("template")
                    .templateParameter("in")
                    .from("direct:{{in}}")
                    .to("refvideo:submit");
            templatedRoute("template").routeId("templated").parameter("in", "templated");
            templatedRoute("template").parameter("in", "template-without-id");
            templatedRoute("template").parameter("in", "other-without-id");
            from("direct:a@b%2Fc").to("refvideo:submit");
        }

        static void sendACopy(Exchange exchange) throws Exception {
            try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
                Exchange copy = exchange.copy();
                exchange.setMessage(template.send("refvideo:submit", copy).getMessage());
            }
        }
    }

    /** A bean that is called by an expression. */
    public static final class Sender {

        public Object send(Exchange exchange) throws Exception {
            Ways.sendACopy(exchange);
            return exchange.getMessage().getBody();
        }
    }
}
