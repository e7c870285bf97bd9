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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.StringHelper;

/**
 * The identity that a consumer gave a message, and gives it again when the broker delivers it again
 * ({@code idempotencyKeyFromMessage}).
 */
public final class MessageIdentity {

    /**
     * Headers that identify a message together.
     *
     * @param schemes of the consumers that set them
     */
    private record Identity(Set<String> schemes, List<String> headers) {

        /** Null when one of the headers is missing. */
        public String of(Message message) {
            List<String> values = new ArrayList<>();
            for (String header : headers) {
                String value = message.getHeader(header, String.class);
                if (value != null && !value.isBlank()) {
                    values.add(header + "=" + value);
                }
            }
            return values.size() == headers.size() ? String.join("\n", values) : null;
        }
    }

    private static final Set<String> KAFKA = Set.of("kafka");

    /** In Camel 4.22 Kafka's headers were renamed. */
    private static final List<Identity> IDENTITIES =
            List.of(
                    new Identity(
                            Set.of("jms", "activemq", "activemq6", "amqp", "sjms", "sjms2"),
                            List.of("JMSMessageID")),
                    new Identity(KAFKA, List.of("kafka.TOPIC", "kafka.PARTITION", "kafka.OFFSET")),
                    new Identity(
                            KAFKA,
                            List.of("CamelKafkaTopic", "CamelKafkaPartition", "CamelKafkaOffset")),
                    new Identity(Set.of("aws2-sqs"), List.of("CamelAwsSqsMessageId")),
                    new Identity(
                            Set.of("azure-servicebus"), List.of("CamelAzureServiceBusMessageId")),
                    new Identity(Set.of("google-pubsub"), List.of("CamelGooglePubsubMessageId")),
                    new Identity(
                            Set.of("spring-rabbitmq"), List.of("CamelSpringRabbitmqMessageId")),
                    new Identity(
                            Set.of("file", "ftp", "ftps", "sftp", "mina-sftp", "smb"),
                            List.of(
                                    "CamelFileAbsolutePath",
                                    "CamelFileLength",
                                    "CamelFileLastModified")));

    private MessageIdentity() {}

    /**
     * The identity that the consumer of the exchange has set. Headers of other brokers may have
     * come with the message, and be the same for many. Where the consumer is none of these, such as
     * {@code direct} and {@code seda}, the first identity that is complete counts.
     *
     * @throws RefVideoInvalidRequestException when the message has none: made-up parts would give
     *     two messages one video
     */
    public static String of(Exchange exchange) throws RefVideoInvalidRequestException {
        String scheme = scheme(exchange.getFromEndpoint());
        List<Identity> ofConsumer =
                IDENTITIES.stream()
                        .filter(identity -> identity.schemes().contains(scheme))
                        .toList();
        return (ofConsumer.isEmpty() ? IDENTITIES : ofConsumer)
                .stream()
                        .map(identity -> identity.of(exchange.getMessage()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(MessageIdentity::none);
    }

    private static String scheme(Endpoint consumer) {
        return consumer == null
                ? ""
                : StringHelper.before(consumer.getEndpointUri(), ":", "").toLowerCase(Locale.ROOT);
    }

    private static RefVideoInvalidRequestException none() {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent: idempotencyKeyFromMessage is set, and the message"
                                + " contains no message id set by its consumer (JMSMessageID; Kafka"
                                + " topic, partition and offset; a message id of SQS, Service Bus,"
                                + " Pub/Sub or RabbitMQ; path, length and time of a file). Keep"
                                + " these headers up to this step, or set the header "
                                + RefVideoConstants.IDEMPOTENCY_KEY));
    }
}
