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

import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.internal.engine.JobEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events and meters of one component, from its start to its stop. Meters need Micrometer on the
 * class path.
 */
public final class Monitors implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Monitors.class);
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";
    private static final String DEFAULT_COMPONENT = "refvideo";

    private final List<JobMonitor> monitors = new ArrayList<>();

    /**
     * Registers the listeners. Logs problems with a meter registry instead of throwing them.
     *
     * @param owner the component of the jobs
     * @param metrics whether to create meters if the application has a meter registry
     * @param knownModel whether a model may be used as a tag
     */
    public Monitors(
            CamelContext context,
            Component owner,
            JobEngine engine,
            boolean metrics,
            Predicate<String> knownModel) {
        monitors.add(new JobEventPublisher(context, owner));
        if (metrics && isMicrometerAvailable()) {
            meters(context, owner, engine::accounts, knownModel).ifPresent(monitors::add);
        }
        monitors.forEach(engine::addListener);
    }

    private static boolean isMicrometerAvailable() {
        try {
            Class.forName(MICROMETER, false, Monitors.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static Optional<JobMonitor> meters(
            CamelContext context,
            Component owner,
            Supplier<List<AccountSnapshot>> snapshots,
            Predicate<String> knownModel) {
        try {
            return MicrometerJobListener.find(
                    context, componentName(context, owner), snapshots, knownModel);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Metrics of jobs are not available: {}", e.toString());
            return Optional.empty();
        }
    }

    private static String componentName(CamelContext context, Component component) {
        return context.getComponentNames().stream()
                .filter(name -> context.hasComponent(name) == component)
                .findFirst()
                .orElse(DEFAULT_COMPONENT);
    }

    /** Must be called after the engine has stopped: the events of its last jobs are published. */
    @Override
    public void close() {
        monitors.forEach(JobMonitor::close);
    }
}
