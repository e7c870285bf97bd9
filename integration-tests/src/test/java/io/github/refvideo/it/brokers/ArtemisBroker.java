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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An ActiveMQ Artemis in this JVM, on loopback; its messages are on disk and survive a stop. */
final class ArtemisBroker {

    /** The dead letter queue. */
    static final String DEAD_LETTERS = "dead";

    static final int MOST_DELIVERIES = 5;

    private static final long REDELIVERY_DELAY_MILLIS = 50;

    private final Path directory;
    private final String url;
    private EmbeddedActiveMQ server;

    /**
     * @param directory for the journal
     */
    ArtemisBroker(Path directory) throws IOException {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.url = "tcp://127.0.0.1:" + free.getLocalPort();
        }
    }

    String url() {
        return url;
    }

    /** Also after a stop; the messages are kept. */
    void start() throws Exception {
        server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration());
        server.start();
    }

    private Configuration configuration() throws Exception {
        return new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setJournalDirectory(directory.resolve("journal").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", url + "?protocols=CORE")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                                .setMaxDeliveryAttempts(MOST_DELIVERIES)
                                .setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
                                .setAutoDeleteQueues(false)
                                .setAutoDeleteAddresses(false))
                .addQueueConfiguration(
                        QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST));
    }

    /** Messages in the queue, including unacknowledged ones. */
    long messages(String queue) {
        return server.getActiveMQServer().locateQueue(queue).getMessageCount();
    }

    void stop() throws Exception {
        server.stop();
    }
}
