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

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * The meters of one component in a shared registry: tagged with its name, and removed when it
 * stops. The registry is called without a lock, because filters and listeners of users run in it.
 * Thread-safe.
 */
final class MeterSet {

    /** The name that camel-micrometer uses. */
    private static final String DEFAULT_NAME = "metricsRegistry";

    private final MeterRegistry registry;
    private final Tags common;

    // Guarded by this.
    private final Set<Meter> own = new HashSet<>();
    private boolean closed;

    MeterSet(MeterRegistry registry, String contextName, String componentName) {
        this.registry = registry;
        this.common = Tags.of("camelContext", contextName, "component", componentName);
    }

    /**
     * The meter registry of the application: the bean with the default name; otherwise the only
     * registry; otherwise the only composite, such as that of Spring Boot; otherwise all of them.
     */
    static Optional<MeterRegistry> findRegistry(CamelContext context) {
        Registry beans = context.getRegistry();
        MeterRegistry named = beans.lookupByNameAndType(DEFAULT_NAME, MeterRegistry.class);
        if (named != null) {
            return Optional.of(named);
        }
        Set<MeterRegistry> all = beans.findByType(MeterRegistry.class);
        if (all.size() <= 1) {
            return all.stream().findFirst();
        }
        Set<CompositeMeterRegistry> composites = beans.findByType(CompositeMeterRegistry.class);
        if (composites.size() == 1) {
            return Optional.of(composites.iterator().next());
        }
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        all.forEach(composite::add);
        return Optional.of(composite);
    }

    /**
     * The tags of every meter and additional ones.
     *
     * @param more names and values, alternating
     */
    Tags tags(String... more) {
        return common.and(more);
    }

    /**
     * Returns an existing meter, or registers it.
     *
     * @return empty after {@link #close}, when a meter with the same name and tags may belong to
     *     another component
     */
    <M extends Meter> Optional<M> get(Function<MeterRegistry, M> registration) {
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
        }
        M meter = registration.apply(registry);
        synchronized (this) {
            if (!closed) {
                own.add(meter);
                return Optional.of(meter);
            }
        }
        registry.remove(meter);
        return Optional.empty();
    }

    /** Removes all meters from the registry. */
    void close() {
        List<Meter> removed;
        synchronized (this) {
            closed = true;
            removed = List.copyOf(own);
            own.clear();
        }
        removed.forEach(registry::remove);
    }
}
