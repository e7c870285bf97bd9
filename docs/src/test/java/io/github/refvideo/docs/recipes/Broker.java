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
package io.github.refvideo.docs.recipes;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A JMS broker on loopback, and a client. */
final class Broker implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 30_000;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final String url = "tcp://127.0.0.1:" + freePort();

    Broker() throws Exception {
        Configuration configuration =
                new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration("tcp", url + "?protocols=CORE")
                        .addAddressSetting(
                                "#",
                                new AddressSettings()
                                        .setMaxDeliveryAttempts(5)
                                        .setRedeliveryDelay(100)
                                        .setAutoDeleteQueues(false)
                                        .setAutoDeleteAddresses(false));
        server.setConfiguration(configuration);
        server.start();
    }

    ActiveMQConnectionFactory connections() {
        return new ActiveMQConnectionFactory(url + "?consumerWindowSize=0");
    }

    void send(String queue, String text) {
        send(queue, text, Map.of());
    }

    void send(String queue, String text, Map<String, String> properties) {
        try (ActiveMQConnectionFactory connections = connections();
                JMSContext jms = connections.createContext()) {
            JMSProducer producer = jms.createProducer();
            properties.forEach(producer::setProperty);
            producer.send(jms.createQueue(queue), text);
        }
    }

    /** The next message; null if there is none. */
    Message receive(String queue) {
        try (ActiveMQConnectionFactory connections = connections();
                JMSContext jms = connections.createContext()) {
            return jms.createConsumer(jms.createQueue(queue)).receive(PATIENCE_MILLIS);
        }
    }

    static String text(Message message) throws Exception {
        return ((TextMessage) message).getText();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker could not be stopped", e);
        }
    }
}
