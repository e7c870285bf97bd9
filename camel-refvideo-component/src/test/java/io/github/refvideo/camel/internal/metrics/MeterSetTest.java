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
package io.github.refvideo.camel.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MeterSetTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterSet meters = new MeterSet(registry, "camel-1", "refvideo");

    private static void count(MeterSet meters) {
        meters.get(Counter.builder("jobs").tags(meters.tags("model", "m"))::register)
                .ifPresent(Counter::increment);
    }

    @Test
    void sameMeterIsUsedAgain() {
        count(meters);
        count(meters);

        assertThat(
                        registry.get("jobs")
                                .tags("camelContext", "camel-1", "component", "refvideo")
                                .tag("model", "m")
                                .counter()
                                .count())
                .isEqualTo(2);
    }

    @Test
    void countsAfterCloseDoNotAffectMetersOfTheNextStart() {
        count(meters);
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
        MeterSet next = new MeterSet(registry, "camel-1", "refvideo");
        count(next);

        count(meters);
        meters.close();

        assertThat(registry.get("jobs").counter().count()).isEqualTo(1);
    }
}
