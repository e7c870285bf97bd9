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

import io.github.refvideo.camel.internal.engine.JobEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/**
 * All that watches the jobs of one component on behalf of the application: events, and meters where
 * Micrometer is there. Belongs to the component from its start to its stop.
 */
public final class Monitors implements AutoCloseable {

    private final List<JobMonitor> all = new ArrayList<>();

    /**
     * Begins to watch. Does not throw for trouble with a meter registry.
     *
     * @param owner the component whose jobs they are
     * @param metrics whether there shall be meters, if the application has a registry for them
     * @param knownModel tells models that may be named in a tag from those that a stranger made up
     */
    public Monitors(
            CamelContext context,
            Component owner,
            JobEngine engine,
            boolean metrics,
            Predicate<String> knownModel) {
        all.add(new JobEventPublisher(context, owner));
        if (metrics) {
            MicrometerSupport.find(context, owner, engine::accounts, knownModel)
                    .ifPresent(all::add);
        }
        all.forEach(engine::addListener);
    }

    /** To be called when the engine has stopped: events about its last jobs are still delivered. */
    @Override
    public void close() {
        all.forEach(JobMonitor::close);
    }
}
