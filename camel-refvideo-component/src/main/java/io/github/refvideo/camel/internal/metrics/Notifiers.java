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

import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.internal.exchange.MessageTracking;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context's event notifiers. What one of them throws keeps nothing from the others. */
final class Notifiers {

    private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);

    private final CamelContext context;

    Notifiers(CamelContext context) {
        this.context = context;
    }

    /** Whether it is worth making an event. Cheap. */
    boolean anybodyListens() {
        for (EventNotifier notifier : started()) {
            if (!notifier.isDisabled() && !MessageTracking.isOurs(notifier)) {
                return true;
            }
        }
        return false;
    }

    private List<EventNotifier> started() {
        ManagementStrategy management = context.getManagementStrategy();
        return management == null ? List.of() : management.getStartedEventNotifiers();
    }

    /** Says when it happened, if the context wants its events to say so. */
    void stamp(RefVideoJobEvent event) {
        if (context.getManagementStrategy().getEventFactory().isTimestampEnabled()) {
            event.setTimestamp(System.currentTimeMillis());
        }
    }

    /** Tells all that want it. */
    void tell(RefVideoJobEvent event) {
        for (EventNotifier notifier : started()) {
            try {
                if (!notifier.isDisabled() && notifier.isEnabled(event)) {
                    notifier.notify(event);
                }
            } catch (Exception | Error e) {
                LOG.warn(
                        "Event notifier {} failed at: {}. The job goes on",
                        notifier.getClass().getName(),
                        event,
                        e);
            }
        }
    }
}
