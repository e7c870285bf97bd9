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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The meters of one component in a registry that others use as well: tagged as its own, and gone
 * when it stops. Thread-safe.
 */
final class MeterSet {

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
     * The tags of every meter and these.
     *
     * @param more names and values in turn
     */
    Tags tags(String... more) {
        return common.and(more);
    }

    /**
     * A meter of ours: the one that is there, or a new one. None after the end, when another one's
     * may have the same name and tags.
     */
    synchronized <M extends Meter> Optional<M> get(Function<MeterRegistry, M> registration) {
        if (closed) {
            return Optional.empty();
        }
        M meter = registration.apply(registry);
        own.add(meter);
        return Optional.of(meter);
    }

    /** Takes all of them out of the registry. */
    synchronized void close() {
        closed = true;
        own.forEach(registry::remove);
        own.clear();
    }
}
