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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to Micrometer: the classes behind it are only loaded when it is there. */
final class MicrometerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerSupport.class);

    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    private MicrometerSupport() {}

    /** Empty when there is no Micrometer, or no meter registry among the context's beans. */
    static Optional<JobMonitor> find(
            CamelContext context,
            Component owner,
            Supplier<List<AccountSnapshot>> snapshots,
            Predicate<String> knownModel) {
        if (!isThere()) {
            return Optional.empty();
        }
        try {
            return MicrometerJobListener.find(
                    context, ComponentNames.of(context, owner), snapshots, knownModel);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("There are no metrics about jobs: {}", e.toString());
            return Optional.empty();
        }
    }

    private static boolean isThere() {
        try {
            Class.forName(REGISTRY, false, MicrometerSupport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
