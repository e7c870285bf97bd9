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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.job.JobCompletionNotifier;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.Delivery;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.media.ResultLinks;
import io.github.refvideo.simulator.media.VideoRenderer;
import io.github.refvideo.simulator.time.ClockScheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/**
 * The dependencies of the routes.
 *
 * @param acceptedKey the only key accepted, or null for any
 */
public record GatewayParts(
        Vertx vertx,
        Context context,
        Clock clock,
        ClockScheduler alarms,
        Faults faults,
        Ledger ledger,
        Jobs jobs,
        JobCompletionNotifier watch,
        JobPreparer preparer,
        VideoRenderer videos,
        ResultLinks links,
        Delivery delivery,
        Duration heartbeatInterval,
        String acceptedKey) {}
