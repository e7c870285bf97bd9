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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Finds the registry that the application's meters belong into. */
final class MeterRegistries {

    /** Under this name camel-micrometer looks for it, or puts it. */
    private static final String USUAL = "metricsRegistry";

    private MeterRegistries() {}

    /**
     * The one with the usual name; else the only one; else the only composite, such as the one that
     * Spring Boot puts before its registries; else all of them.
     */
    static Optional<MeterRegistry> find(CamelContext context) {
        Registry beans = context.getRegistry();
        MeterRegistry usual = beans.lookupByNameAndType(USUAL, MeterRegistry.class);
        if (usual != null) {
            return Optional.of(usual);
        }
        Set<MeterRegistry> all = beans.findByType(MeterRegistry.class);
        if (all.size() <= 1) {
            return all.stream().findFirst();
        }
        Set<CompositeMeterRegistry> composites = beans.findByType(CompositeMeterRegistry.class);
        return Optional.of(composites.size() == 1 ? composites.iterator().next() : together(all));
    }

    private static MeterRegistry together(Collection<MeterRegistry> all) {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        all.forEach(composite::add);
        return composite;
    }
}
