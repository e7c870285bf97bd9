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

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/**
 * A route is tested without a service. Camel starts the producer of a skipped endpoint too, so it
 * needs a key, which may be any text.
 */
class MockEndpointsTest extends CamelTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        component.setEnvironment(name -> null);
        component.getConfiguration().setApiKey("unused");
        return context;
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        configuration.withMockEndpointsAndSkip("refvideo:*");
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .to("refvideo:generate?model=alibaba/wan-v2.6-r2v&prompt=character1 waves")
                        .to("mock:done");
            }
        };
    }

    @Test
    void skippedEndpointCallsNoService() throws Exception {
        getMockEndpoint("mock:refvideo:generate").expectedBodiesReceived("http://a/cat.png");
        getMockEndpoint("mock:done").expectedMessageCount(1);

        template.sendBody("direct:order", "http://a/cat.png");

        MockEndpoint.assertIsSatisfied(context);
    }
}
