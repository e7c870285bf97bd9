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

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Simulator, broker and nodes, each in its own process, and the counts for the checks. */
final class TestCluster implements AutoCloseable {

    static final int NODES = 3;

    final SimulatorProcess simulator;
    final Nodes nodes;
    final Requests requests;
    final AtomicInteger redeliveries = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();

    private final ChildProcess broker;
    private final String brokerUrl;
    private final Path videos;

    /**
     * @param directory an empty directory for all output
     * @param provider the {@code provider} option
     * @param own additional properties of the nodes
     */
    TestCluster(
            Path directory, String provider, List<String> simulatorOptions, Map<String, String> own)
            throws Exception {
        videos = directory.resolve("videos");
        simulator = new SimulatorProcess(directory.resolve("simulator.log"), simulatorOptions);
        broker =
                ChildProcess.start(
                        Broker.class,
                        Map.of(),
                        List.of(directory.resolve("broker").toString(), "" + ScaleOut.freePort()),
                        directory.resolve("broker.log"),
                        Broker.READY,
                        line -> {});
        brokerUrl = broker.awaitReady(60);
        Map<String, String> properties = new HashMap<>(own);
        properties.put("scaleout.broker", brokerUrl);
        properties.put("scaleout.videos", videos.toString());
        properties.put("scaleout.arriving", directory.resolve("arriving").toString());
        properties.put("scaleout.jobs", directory.resolve("jobs").toString());
        String component = "camel.component.refvideo.";
        properties.put(component + "provider", provider);
        properties.put(
                component + "base-url",
                provider.equals("gateway") ? simulator.gatewayUrl() : simulator.dashscopeUrl());
        properties.put(component + "api-key", "simulated");
        properties.put(component + "allow-private-addresses", "true");
        properties.put(component + "poll-interval", "500ms");
        // A claim whose owner is dead may be taken over soon; the test is short.
        properties.put(component + "claim-timeout", "5s");
        nodes = new Nodes(NODES, properties, directory, this::countEvent);
        requests = new Requests(brokerUrl);
    }

    private void countEvent(String line) {
        if (line.contains("redelivered to ")) {
            redeliveries.incrementAndGet();
        } else if (line.contains(FailingSteps.LOG_PREFIX)) {
            failures.incrementAndGet();
        }
    }

    /** The files with final names. */
    List<Path> videos() throws IOException {
        return files(videos);
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** The errors of the dead letters, as names of exception classes. */
    List<String> dead() throws Exception {
        List<String> errors = new ArrayList<>();
        for (Message message : browse(Broker.DEAD)) {
            errors.add(
                    message.propertyExists("RefVideoError")
                            ? message.getStringProperty("RefVideoError")
                            : "delivered too often");
        }
        return errors;
    }

    /** The prompts of the dead letters. */
    List<String> deadPrompts() throws Exception {
        List<String> prompts = new ArrayList<>();
        for (Message message : browse(Broker.DEAD)) {
            prompts.add(
                    new ObjectMapper()
                            .readTree(message.getBody(String.class))
                            .path("prompt")
                            .asText());
        }
        return prompts;
    }

    /** Messages in those queues, including those that a node has, or that wait for redelivery. */
    long messages(List<String> queues) throws Exception {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(brokerUrl);
                ActiveMQConnection connection =
                        (ActiveMQConnection) connections.createConnection()) {
            ClientSession session = connection.getInitialSession();
            long messages = 0;
            for (String queue : queues) {
                messages += session.queueQuery(SimpleString.of(queue)).getMessageCount();
            }
            return messages;
        }
    }

    private List<Message> browse(String queue) throws Exception {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(brokerUrl);
                JMSContext jms = connections.createContext()) {
            List<Message> messages = new ArrayList<>();
            Enumeration<?> waiting = jms.createBrowser(jms.createQueue(queue)).getEnumeration();
            while (waiting.hasMoreElements()) {
                messages.add((Message) waiting.nextElement());
            }
            return messages;
        }
    }

    @Override
    public void close() {
        requests.close();
        nodes.close();
        broker.close();
        simulator.close();
    }
}
