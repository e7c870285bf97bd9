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
package io.github.refvideo.it.stops;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Generates a video with the operation of the property {@code operation}. */
final class StopRoutes extends RouteBuilder {

    private final boolean submitAndAwait;

    private StopRoutes(boolean submitAndAwait) {
        this.submitAndAwait = submitAndAwait;
    }

    static void addTo(DefaultCamelContext context) throws Exception {
        context.addRoutes(
                new StopRoutes(context.getRegistry().lookupByName("submitAndAwait") != null));
    }

    @Override
    public void configure() {
        var route = from("direct:order").routeId(Stop.ROUTE).errorHandler(noErrorHandler());
        if (submitAndAwait) {
            route.to("refvideo:submit").id("submit").to("refvideo:await").id("await");
        } else {
            route.to("refvideo:generate").id("generate");
        }
        // A stopped route does not reach this.
        route.to("mock:videos");
    }
}
