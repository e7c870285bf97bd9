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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BudgetGuardTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    @Test
    void videosAreMadeUntilTheBudgetIsUsedUp(RefVideoSimulator simulator) throws Exception {
        Budget budget = new Budget(new BigDecimal("0.80"));
        try (RecipeTestSupport kitchen =
                RecipeTestSupport.gateway(simulator).bean("budget", budget)) {
            kitchen.cook(new BudgetGuard());

            Exchange first = order(kitchen, simulator, Map.of());
            Exchange second = order(kitchen, simulator, Map.of());
            Exchange third = order(kitchen, simulator, Map.of());

            BigDecimal cost =
                    new BigDecimal(first.getMessage().getHeader("CamelRefVideoCost", String.class));
            assertThat(second.isFailed()).isFalse();
            assertThat(budget.spent()).isEqualByComparingTo(cost.add(cost));
            assertThat(third.getException())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The budget is used up");
        }
        simulator.assertThat().paidJobs(2);
    }

    @Test
    void tooExpensiveOrForbiddenRequestIsNotSent(RefVideoSimulator simulator) throws Exception {
        Budget budget = new Budget(BigDecimal.TEN);
        try (RecipeTestSupport kitchen =
                RecipeTestSupport.gateway(simulator).bean("budget", budget)) {
            kitchen.cook(new BudgetGuard());

            Exchange dear =
                    order(
                            kitchen,
                            simulator,
                            Map.of(
                                    "CamelRefVideoDuration",
                                    10,
                                    "CamelRefVideoResolution",
                                    "1920x1080"));
            Exchange other =
                    order(kitchen, simulator, Map.of("CamelRefVideoModel", "alibaba/wan-v2.7-r2v"));

            assertThat(dear.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("maxEstimatedCost");
            assertThat(other.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("allowedModels");
            assertThat(budget.spent()).isZero();
        }
        simulator.assertThat().paidJobs(0);
    }

    private static Exchange order(
            RecipeTestSupport kitchen, RefVideoSimulator simulator, Map<String, Object> headers) {
        return kitchen.template()
                .request(
                        "direct:video",
                        exchange -> {
                            exchange.getMessage()
                                    .setBody(RecipeTestSupport.call(simulator, "character1 waves"));
                            exchange.getMessage().setHeaders(new HashMap<>(headers));
                        });
    }
}
