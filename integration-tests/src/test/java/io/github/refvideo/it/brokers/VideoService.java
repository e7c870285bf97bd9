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
package io.github.refvideo.it.brokers;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;

/** The simulated service, and contexts that use it. */
public final class VideoService implements AutoCloseable {

    /** The purchase of every route; redelivered messages have no key. */
    public static final String GENERATE = "refvideo:generate?idempotencyKeyFromMessage=true";

    private final RefVideoSimulator simulator;

    private VideoService(RefVideoSimulator simulator) {
        this.simulator = simulator;
    }

    public static VideoService start() {
        return new VideoService(
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(Duration.ofMillis(200)))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .start());
    }

    public RefVideoSimulator simulator() {
        return simulator;
    }

    /** The body of every message. */
    public String cat() {
        return simulator.referenceUrl("cat.png");
    }

    /** A context whose purchases are kept in memory. */
    public DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        options.setBaseUrl(simulator.gatewayUrl());
        options.setApiKey("simulated");
        options.setAllowPrivateAddresses(true);
        options.setModel("alibaba/wan-v2.6-r2v");
        options.setPrompt("character1 waves at the camera");
        options.setPollInterval(50L);
        options.setInitialPollDelay(20L);
        options.setSubmitsPerSecond(1000.0);
        options.setStatusPerSecond(1000.0);
        return context;
    }

    @Override
    public void close() {
        simulator.close();
    }
}
