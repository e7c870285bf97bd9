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
package io.github.refvideo.camel.repository;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.repository.JobRecord.Webhook;
import io.github.refvideo.camel.repository.PurchaseState.Acknowledged;
import io.github.refvideo.camel.repository.PurchaseState.Failed;
import io.github.refvideo.camel.repository.PurchaseState.HandedOut;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.MaybeProcessed;
import io.github.refvideo.camel.repository.PurchaseState.NotSent;
import io.github.refvideo.camel.repository.PurchaseState.Taken;
import io.github.refvideo.camel.repository.PurchaseState.VideoAvailable;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and writes the JSON form of a record. */
final class RecordJson {

    /** The maximum number of characters. Services have returned tokens with 70,000. */
    static final int MAX_LENGTH = 10_000_000;

    private static final int FORMAT = 2;

    /** Without purchase states. Nodes of that version may still be running. */
    private static final int FORMAT_1 = 1;

    // ASCII only, which every charset of a disk or database preserves.
    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RecordJson() {}

    /**
     * @throws IllegalArgumentException when the record is too long to be stored
     */
    static String write(JobRecord record) {
        try {
            ObjectNode node = JSON.createObjectNode();
            node.put("format", FORMAT);
            node.put("key", record.key());
            node.put("version", record.version());
            node.put("state", record.state().name().name());
            node.put("fingerprint", record.fingerprint());
            node.put("owner", record.owner());
            node.put("leaseUntil", record.leaseUntil().toString());
            node.put("createdAt", record.createdAt().toString());
            node.put("updatedAt", record.updatedAt().toString());
            if (record.state() instanceof InFlight inFlight) {
                node.put("sent", inFlight.since().toString());
            } else if (record.state() instanceof MaybeProcessed lost) {
                node.put("sent", lost.sent().toString());
                node.put("lost", lost.lost().toString());
            }
            if (record.handle() != null) {
                node.set("handle", JSON.readTree(record.handle().toJson()));
            }
            if (record.webhook() != null) {
                write(record.webhook(), node.putObject("webhook"));
            }
            String text = JSON.writeValueAsString(node);
            if (text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "The record of a purchase is too long: " + text.length() + " characters");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers is always JSON", e);
        }
    }

    private static void write(Webhook webhook, ObjectNode node) {
        node.put("url", webhook.url());
        if (webhook.secret() != null) {
            node.put("secret", webhook.secret());
        }
        if (webhook.receivedAt() != null) {
            node.put("receivedAt", webhook.receivedAt().toString());
        }
    }

    static JobRecord read(String text) throws MalformedRecordException {
        try {
            JsonNode node = JSON.readTree(text);
            JsonNode format = node.path("format");
            if (!format.isInt() || format.intValue() != FORMAT && format.intValue() != FORMAT_1) {
                throw new MalformedRecordException(
                        "Not the record of a purchase: expected a JSON object of format " + FORMAT);
            }
            return new JobRecord(
                    text(node, "key"),
                    number(node, "version"),
                    format.intValue() == FORMAT ? state(node) : stateOfFormat1(node),
                    text(node, "fingerprint"),
                    text(node, "owner"),
                    time(node, "leaseUntil"),
                    time(node, "createdAt"),
                    time(node, "updatedAt"),
                    webhook(node.path("webhook")));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            // Not as the cause: the message of a parser may quote the text.
            throw new MalformedRecordException(
                    "Not the record of a purchase: " + e.getClass().getSimpleName());
        }
    }

    private static PurchaseState state(JsonNode node) throws MalformedRecordException {
        JobHandle handle = handle(node);
        return switch (PurchaseState.Name.valueOf(text(node, "state"))) {
            case NOT_SENT -> new NotSent();
            case IN_FLIGHT -> new InFlight(time(node, "sent"));
            case MAYBE_PROCESSED -> new MaybeProcessed(time(node, "sent"), time(node, "lost"));
            case ACKNOWLEDGED -> new Acknowledged(required(handle));
            case VIDEO_AVAILABLE -> new VideoAvailable(handle);
            case HANDED_OUT -> new HandedOut(required(handle));
            case TAKEN -> new Taken(handle);
            case FAILED -> new Failed(handle);
        };
    }

    /** A purchase in state CLAIMED may have been submitted at any time since its creation. */
    private static PurchaseState stateOfFormat1(JsonNode node) throws MalformedRecordException {
        JobHandle handle = handle(node);
        String state = text(node, "state");
        return switch (state) {
            case "CLAIMED" -> new InFlight(time(node, "createdAt"));
            case "SUBMITTED" -> new Acknowledged(required(handle));
            case "HANDED_OUT" -> new HandedOut(required(handle));
            case "DELIVERED" -> new Taken(handle);
            case "FAILED" -> new Failed(handle);
            default ->
                    throw new MalformedRecordException(
                            "Not the record of a purchase: unknown state");
        };
    }

    private static @Nullable JobHandle handle(JsonNode node) {
        JsonNode handle = node.path("handle");
        return handle.isMissingNode() || handle.isNull()
                ? null
                : JobHandle.fromJson(handle.toString());
    }

    private static @Nullable Webhook webhook(JsonNode node) throws MalformedRecordException {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return new Webhook(
                text(node, "url"),
                node.has("secret") ? text(node, "secret") : null,
                node.has("receivedAt") ? time(node, "receivedAt") : null);
    }

    private static JobHandle required(@Nullable JobHandle handle) throws MalformedRecordException {
        if (handle == null) {
            throw new MalformedRecordException("Not the record of a purchase: 'handle' is missing");
        }
        return handle;
    }

    private static Instant time(JsonNode node, String field) throws MalformedRecordException {
        return Instant.parse(text(node, field));
    }

    /**
     * Reads the record of a key digest.
     *
     * @throws MalformedRecordException also when it is the record of another key
     */
    static JobRecord read(String text, String hash) throws MalformedRecordException {
        JobRecord record = read(text);
        if (!RecordPreconditions.digest(record.key()).equals(hash)) {
            throw new MalformedRecordException("The record of another key is stored under " + hash);
        }
        return record;
    }

    private static String text(JsonNode node, String field) throws MalformedRecordException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new MalformedRecordException(
                    "Not the record of a purchase: text '" + field + "' is missing");
        }
        return value.textValue();
    }

    private static long number(JsonNode node, String field) throws MalformedRecordException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedRecordException(
                    "Not the record of a purchase: number '" + field + "' is missing");
        }
        return value.longValue();
    }
}
