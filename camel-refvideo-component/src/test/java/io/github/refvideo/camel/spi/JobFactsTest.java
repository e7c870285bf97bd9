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
package io.github.refvideo.camel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFactsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.4", "12", "0.000000000000000001", "123456789.5"})
    void costIsANumber(String cost) {
        assertThat(costing(cost).costInDollars()).contains(new BigDecimal(cost));
    }

    /** A sum with {@code 1e999999999} would exhaust the memory. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "free", "-1", "1e999999999", "1E3", "NaN", "9999999999", "0x1"})
    void invalidPriceIsEmpty(String cost) {
        assertThat(costing(cost).costInDollars()).isEmpty();
    }

    @Test
    void finalReportKeepsEarlierFacts() {
        JobFacts earlier = new JobFacts("r", "g", "1", "p", "a", 4.0, Map.of("k", 1), Map.of());

        assertThat(JobFacts.NONE.orElse(earlier)).isEqualTo(earlier);
    }

    private static JobFacts costing(String cost) {
        return new JobFacts(null, null, cost, null, null, null, Map.of(), Map.of());
    }
}
