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
package io.github.refvideo.camel;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;

/**
 * The identity that a consumer gave a message, and gives it again when the broker delivers it again
 * ({@code idempotencyKeyFromMessage}).
 */
final class MessageIdentity {

    /** Sets of headers; all headers of a set are needed. In Camel 4.22 Kafka's were renamed. */
    private static final List<List<String>> IDENTITIES =
            List.of(
                    List.of("JMSMessageID"),
                    List.of("kafka.TOPIC", "kafka.PARTITION", "kafka.OFFSET"),
                    List.of("CamelKafkaTopic", "CamelKafkaPartition", "CamelKafkaOffset"),
                    List.of("CamelAwsSqsMessageId"),
                    List.of("CamelAzureServiceBusMessageId"),
                    List.of("CamelGooglePubsubMessageId"),
                    List.of("CamelSpringRabbitmqMessageId"),
                    List.of("CamelFileAbsolutePath", "CamelFileLength", "CamelFileLastModified"));

    private MessageIdentity() {}

    /**
     * @throws RefVideoInvalidRequestException when the message has none: made-up parts would give
     *     two messages one video
     */
    static String of(Message message) throws RefVideoInvalidRequestException {
        for (List<String> headers : IDENTITIES) {
            List<String> values = new ArrayList<>();
            for (String header : headers) {
                String value = message.getHeader(header, String.class);
                if (value != null && !value.isBlank()) {
                    values.add(header + "=" + value);
                }
            }
            if (values.size() == headers.size()) {
                return String.join("\n", values);
            }
        }
        throw new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent: idempotencyKeyFromMessage is set, and the message has no"
                                + " identity of its consumer (JMSMessageID; Kafka topic, partition"
                                + " and offset; a message id of SQS, Service Bus, Pub/Sub or"
                                + " RabbitMQ; a file). Keep these headers up to this step, or set"
                                + " the header "
                                + RefVideoConstants.IDEMPOTENCY_KEY));
    }
}
