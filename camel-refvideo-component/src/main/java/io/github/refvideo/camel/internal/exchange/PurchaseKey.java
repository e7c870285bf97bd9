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
import io.github.refvideo.camel.internal.request.BadValueException;
import io.github.refvideo.camel.internal.util.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a purchase: attempts with the same key are for the same video. A key is derived
 * from the user's idempotency key or from the message. The two forms cannot be equal, whatever
 * characters a user's key contains.
 */
public final class PurchaseKey {

    /** Of a user's key. Message ids of brokers are shorter. */
    private static final int MAX_LENGTH = 250;

    /**
     * Headers that together identify a message.
     *
     * @param schemes of the consumers that set them
     */
    private record MessageIdHeaders(Set<String> schemes, List<String> headers) {

        /** Null if one of the headers is missing. */
        @Nullable String read(Message message) {
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

    /** In Camel 4.18.3 and 4.21 Kafka's headers were renamed. */
    private static final List<MessageIdHeaders> MESSAGE_ID_HEADERS =
            List.of(
                    new MessageIdHeaders(
                            Set.of("jms", "activemq", "activemq6", "amqp", "sjms", "sjms2"),
                            List.of("JMSMessageID")),
                    new MessageIdHeaders(
                            KAFKA, List.of("kafka.TOPIC", "kafka.PARTITION", "kafka.OFFSET")),
                    new MessageIdHeaders(
                            KAFKA,
                            List.of("CamelKafkaTopic", "CamelKafkaPartition", "CamelKafkaOffset")),
                    new MessageIdHeaders(Set.of("aws2-sqs"), List.of("CamelAwsSqsMessageId")),
                    new MessageIdHeaders(
                            Set.of("azure-servicebus"), List.of("CamelAzureServiceBusMessageId")),
                    new MessageIdHeaders(
                            Set.of("google-pubsub"), List.of("CamelGooglePubsubMessageId")),
                    new MessageIdHeaders(
                            Set.of("spring-rabbitmq"), List.of("CamelSpringRabbitmqMessageId")),
                    new MessageIdHeaders(
                            Set.of("file", "ftp", "ftps", "sftp", "mina-sftp", "smb"),
                            List.of(
                                    "CamelFileAbsolutePath",
                                    "CamelFileLength",
                                    "CamelFileLastModified")));

    private PurchaseKey() {}

    /**
     * The idempotency key of the message.
     *
     * @param allowed whether a message may contain a key
     * @return null if the header is not set
     * @throws RefVideoInvalidRequestException if the key is not valid. A header without a value, as
     *     set by an expression without a result, is an error and not a purchase without a key
     */
    public static @Nullable String userKey(Exchange exchange, MessageOptions allowed)
            throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        Object header = message.getHeader(RefVideoConstants.IDEMPOTENCY_KEY);
        if (header == null
                && !(message.hasHeaders()
                        && message.getHeaders().containsKey(RefVideoConstants.IDEMPOTENCY_KEY))) {
            return null;
        }
        if (!allowed.idempotencyKey()) {
            throw invalidKey(
                    "is set, but allowedMessageOptions permits "
                            + allowed.names()
                            + "; remove the header, or add idempotencyKey to the option");
        }
        String key;
        try {
            key = MessageValue.text(exchange, header);
        } catch (BadValueException e) {
            throw invalidKey("is a " + header.getClass().getTypeName() + "; " + e.getMessage());
        }
        if (key == null) {
            throw invalidKey("is set, but has no value; remove the header to submit without a key");
        } else if (key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw invalidKey("must be printable ASCII of at most " + MAX_LENGTH + " characters");
        } else if (!(header instanceof Number) && hasMissingPart(key)) {
            throw invalidKey(
                    "is '"
                            + key
                            + "', in which a part is missing. Messages with the same key are one"
                            + " purchase, so check whether all headers of its expression exist;"
                            + " idempotencyKeyFromMessage=true uses the identity that the consumer"
                            + " gave the message");
        }
        return key;
    }

    /** Without letters and digits, as {@code //}. */
    private static final Pattern SEPARATORS_ONLY = Pattern.compile("[^\\p{L}\\p{N}]*");

    /** Empty parts, as in {@code orders//17}, but not the start of a URL or of a path. */
    private static final Pattern EMPTY_PART =
            Pattern.compile(
                    "[/|;,#]$"
                            + "|^[|;,#]"
                            + "|^/(?![^/]*[a-zA-Z])"
                            + "|(?<!:)//"
                            + "|([|;,#])\\1");

    /** The text of a null reference in Java and JavaScript. */
    private static final Pattern NULL_PART =
            Pattern.compile("(?:^|[-_/|;:,#])(?:null|undefined)(?:$|[-_/|;:,#])");

    /**
     * As {@code order-} and {@code -17}; but not {@code ../cat.png}, {@code _DSC17.JPG}, {@code
     * Acme Inc.}, or the id of a group of Telegram, which is a long negative number.
     */
    private static final Pattern OPEN_END =
            Pattern.compile(
                    "-(?!\\d{10}).*|_(?!.*\\.[A-Za-z]\\w{1,4}$).*|\\.(?!\\.?/).*|:.*"
                            + "|.*[-_:]|[^ ]*\\.|.*[^=]=");

    /** A word, a number, or both; but not the random characters of an id. */
    private static final Pattern PLAIN_PART =
            Pattern.compile("(?:[a-zA-Z]?[a-z]+|[A-Z]+)?[0-9]*|[0-9a-f]+");

    /** A slash is also a character of Base64. */
    private static final Pattern BASE64 =
            Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9+/]{20,}={0,2}");

    /** Whether an expression with a value that did not exist probably created the key. */
    private static boolean hasMissingPart(String key) {
        return SEPARATORS_ONLY.matcher(key).matches()
                || NULL_PART.matcher(key).find()
                || OPEN_END.matcher(key).matches() && isPlain(key)
                || EMPTY_PART.matcher(key).find() && !BASE64.matcher(key).matches();
    }

    private static boolean isPlain(String key) {
        return Stream.of(key.split("[^a-zA-Z0-9]+"))
                .allMatch(part -> PLAIN_PART.matcher(part).matches());
    }

    private static RefVideoInvalidRequestException invalidKey(String why) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent: the idempotency key (header "
                                + RefVideoConstants.IDEMPOTENCY_KEY
                                + ") "
                                + why));
    }

    /**
     * The identity that the consumer assigned to the message, and assigns again when the broker
     * redelivers it ({@code idempotencyKeyFromMessage}). Headers of other brokers are ignored,
     * because several messages may have the same ones. For consumers that assign none, such as
     * {@code timer}, the first complete identity is used.
     *
     * @throws RefVideoInvalidRequestException if the message has none
     */
    public static String messageId(Exchange exchange) throws RefVideoInvalidRequestException {
        return findMessageId(exchange).orElseThrow(PurchaseKey::noMessageId);
    }

    private static Optional<String> findMessageId(Exchange exchange) {
        String scheme = scheme(OriginalMessage.consumer(exchange));
        List<MessageIdHeaders> ofConsumer =
                MESSAGE_ID_HEADERS.stream()
                        .filter(identity -> identity.schemes().contains(scheme))
                        .toList();
        return (ofConsumer.isEmpty() ? MESSAGE_ID_HEADERS : ofConsumer)
                .stream()
                        .map(identity -> identity.read(exchange.getMessage()))
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    /** Whether the consumer assigned an identity to the message. */
    static boolean hasMessageId(Exchange exchange) {
        return exchange.getMessage().hasHeaders() && findMessageId(exchange).isPresent();
    }

    /**
     * The message with an identity of its own that a part of a split contains. The records of a
     * Kafka batch and the messages of an aggregated group are exchanges.
     *
     * @return the exchange in the body, or the part; null if neither has an identity
     */
    static @Nullable Exchange identified(Exchange part) {
        Exchange message = part.getMessage().getBody() instanceof Exchange inBody ? inBody : part;
        return hasMessageId(message) ? message : null;
    }

    private static String scheme(@Nullable Endpoint consumer) {
        return consumer == null
                ? ""
                : StringHelper.before(consumer.getEndpointUri(), ":", "").toLowerCase(Locale.ROOT);
    }

    private static RefVideoInvalidRequestException noMessageId() {
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

    /**
     * The purchase of a user's key: the key, the step, and the iteration of the loops around it.
     *
     * @param key printable ASCII
     */
    public static String ofUser(String key, Exchange exchange, String endpointUri) {
        return RouteStep.escape(key)
                + "@"
                + RouteStep.of(exchange, endpointUri)
                + Iterations.of(exchange).loops();
    }

    /** The user's key in a purchase key; null if it was derived from the message. */
    public static @Nullable String userKey(@Nullable String purchaseKey) {
        int end = purchaseKey == null ? -1 : purchaseKey.indexOf('@');
        return end < 0 ? null : RouteStep.unescape(purchaseKey.substring(0, end));
    }

    /**
     * The purchase of a message without a key: the message, the step, the iteration of the loops
     * and splits around it, and the request.
     *
     * @param message identifies the message
     * @param fingerprint of the request
     */
    public static String ofMessage(
            String message, Exchange exchange, String endpointUri, String fingerprint) {
        return ofMessage(
                message, Iterations.of(exchange).all(), exchange, endpointUri, fingerprint);
    }

    /**
     * The purchase of a message with the identity that its consumer assigned to it ({@code
     * idempotencyKeyFromMessage}); see {@link #ofMessage}.
     *
     * @throws RefVideoInvalidRequestException if the message has no identity
     */
    public static String ofIdentifiedMessage(
            Exchange exchange, String endpointUri, String fingerprint)
            throws RefVideoInvalidRequestException {
        return ofMessage(
                messageId(exchange),
                Iterations.of(exchange).inMessage(),
                exchange,
                endpointUri,
                fingerprint);
    }

    private static String ofMessage(
            String message,
            String iterations,
            Exchange exchange,
            String endpointUri,
            String fingerprint) {
        return "message:"
                + Digests.hash(
                        String.join(
                                "\n",
                                message,
                                RouteStep.of(exchange, endpointUri),
                                iterations,
                                fingerprint));
    }
}
