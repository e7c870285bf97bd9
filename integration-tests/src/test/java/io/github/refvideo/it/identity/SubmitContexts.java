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
package io.github.refvideo.it.identity;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.simulator.RefVideoSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Contexts whose refvideo endpoints submit to a simulator. */
final class SubmitContexts {

    static final String IMAGE = "https://example.com/cat.png";

    private SubmitContexts() {}

    static DefaultCamelContext context(RefVideoSimulator simulator) {
        DefaultCamelContext context = new DefaultCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        RefVideoConfiguration options = component.getConfiguration();
        options.setBaseUrl(simulator.gatewayUrl());
        options.setApiKey("simulated");
        options.setAllowPrivateAddresses(true);
        options.setModel("alibaba/wan-v2.6-r2v");
        options.setPrompt("character1 waves at the camera");
        options.setSubmitsPerSecond(1000.0);
        return context;
    }

    /**
     * Sends a message and waits for the answer.
     *
     * @param key null if there is none
     */
    static Exchange send(DefaultCamelContext context, String uri, Object body, String key)
            throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.request(
                    uri,
                    exchange -> {
                        exchange.getMessage().setBody(body);
                        if (key != null) {
                            exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, key);
                        }
                    });
        }
    }
}
