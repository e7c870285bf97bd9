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

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An embedded ActiveMQ Artemis broker on loopback, with persistent messages. */
public final class Broker implements AutoCloseable {

    /** What the broker prints, followed by its URL, when it is ready. */
    static final String READY = "Broker at ";

    /** The dead letter queue of the broker and of the routes. */
    static final String DEAD = "refvideo.dead";

    /** High, because each death of a node counts as a delivery of all its messages. */
    private static final int MOST_DELIVERIES = 100;

    private static final long REDELIVERY_DELAY_MILLIS = 500;
    private static final long LONGEST_DELAY_MILLIS = 5_000;

    private final EmbeddedActiveMQ server;
    private final String url;

    private Broker(EmbeddedActiveMQ server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * @param directory for the journal
     * @param port on loopback
     */
    static Broker start(Path directory, int port) throws Exception {
        String url = "tcp://127.0.0.1:" + port;
        Configuration configuration =
                new ConfigurationImpl()
                        .setPersistenceEnabled(true)
                        .setJournalType(JournalType.NIO)
                        .setBindingsDirectory(directory.resolve("bindings").toString())
                        .setJournalDirectory(directory.resolve("journal").toString())
                        .setLargeMessagesDirectory(directory.resolve("large").toString())
                        .setPagingDirectory(directory.resolve("paging").toString())
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration("tcp", url + "?protocols=CORE");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(DEAD))
                        .setMaxDeliveryAttempts(MOST_DELIVERIES)
                        .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
                        .setRedeliveryMultiplier(1.5)
                        .setMaxRedeliveryDelay(LONGEST_DELAY_MILLIS)
                        .setAutoCreateQueues(true)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        configuration.addQueueConfiguration(
                QueueConfiguration.of(DEAD).setRoutingType(RoutingType.ANYCAST));
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
        return new Broker(server, url);
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker could not be stopped", e);
        }
    }

    /** Runs until the process is stopped: {@code Broker <directory> <port>}. */
    public static void main(String[] args) throws Exception {
        Broker broker = start(Path.of(args[0]), Integer.parseInt(args[1]));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
        System.out.println(READY + broker.url());
        stopped.await();
        broker.close();
    }
}
