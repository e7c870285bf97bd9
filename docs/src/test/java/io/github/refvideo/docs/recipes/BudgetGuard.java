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
package io.github.refvideo.docs.recipes;

import io.github.refvideo.camel.error.RefVideoException;
import org.apache.camel.builder.RouteBuilder;

/** Limits the cost of a single video and of all videos. */
public final class BudgetGuard extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // A job that failed may have been paid for as well.
        onException(RefVideoException.class)
                .onWhen(header("CamelRefVideoJob").isNotNull())
                .bean("budget", "add");

        from("direct:video")
                .filter(method("budget", "isUsedUp"))
                .throwException(IllegalStateException.class, "The budget is used up")
                .end()
                .to(
                        "refvideo:generate?allowedModels=alibaba/wan-v2.6-r2v,alibaba/wan-v2.6-r2v-flash"
                                + "&maxEstimatedCost=0.50&maxInFlight=4")
                .bean("budget", "add");
        // end::route[]
    }
}
