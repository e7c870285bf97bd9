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
package io.github.refvideo.examples.scaleout;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The client: sends requests to a queue, and knows neither the nodes nor the service. */
final class Requests implements AutoCloseable {

    private final ActiveMQConnectionFactory connections;
    private final JMSContext jms;
    private final JMSProducer producer;

    Requests(String broker) {
        connections = new ActiveMQConnectionFactory(broker);
        jms = connections.createContext();
        producer = jms.createProducer();
    }

    /**
     * Sends a request. Its JMSMessageID is the same at each delivery and identifies the purchase.
     */
    void send(String queue, String prompt, List<String> references) {
        producer.send(jms.createQueue(queue), call(prompt, references));
    }

    /** The format of the AI SDK's call, which the component accepts. */
    private static String call(String prompt, List<String> references) {
        String urls = references.stream().map(url -> quoted(url)).collect(Collectors.joining(", "));
        return "{\"prompt\": "
                + quoted(prompt)
                + ", \"providerOptions\": {\"alibaba\": {\"referenceUrls\": ["
                + urls
                + "]}}}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        jms.close();
        connections.close();
    }
}
