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
import io.github.refvideo.camel.outcome.JobHandle;
import java.time.DateTimeException;
import java.time.Instant;

/** The one JSON form of a record. */
final class RecordJson {

    /**
     * The most characters of a record's text; MySQL's TEXT ends behind it, and no honest record
     * comes near.
     */
    static final int MAX_LENGTH = 65_000;

    private static final int FORMAT = 1;

    // ASCII only: no charset of a disk or database can change a character on its way.
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
            node.put("state", record.state().name());
            node.put("fingerprint", record.fingerprint());
            node.put("owner", record.owner());
            node.put("leaseUntil", record.leaseUntil().toString());
            node.put("createdAt", record.createdAt().toString());
            node.put("updatedAt", record.updatedAt().toString());
            if (record.handle() != null) {
                node.set("handle", JSON.readTree(record.handle().toJson()));
            }
            String text = JSON.writeValueAsString(node);
            if (text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "A purchase's record of " + text.length() + " characters is too long");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers is always JSON", e);
        }
    }

    static JobRecord read(String text) throws MalformedRecordException {
        try {
            JsonNode node = JSON.readTree(text);
            JsonNode format = node.path("format");
            if (!format.isInt() || format.intValue() != FORMAT) {
                throw new MalformedRecordException(
                        "Not a purchase's record: expected a JSON object of format " + FORMAT);
            }
            JsonNode handle = node.path("handle");
            return new JobRecord(
                    text(node, "key"),
                    number(node, "version"),
                    JobState.valueOf(text(node, "state")),
                    text(node, "fingerprint"),
                    text(node, "owner"),
                    Instant.parse(text(node, "leaseUntil")),
                    Instant.parse(text(node, "createdAt")),
                    Instant.parse(text(node, "updatedAt")),
                    handle.isMissingNode() || handle.isNull()
                            ? null
                            : JobHandle.fromJson(handle.toString()));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            // Not as the cause: a parser's message may quote what it read.
            throw new MalformedRecordException(
                    "Not a purchase's record: " + e.getClass().getSimpleName());
        }
    }

    /**
     * Reads what a store holds under a digest.
     *
     * @throws MalformedRecordException also when it is the record of another key
     */
    static JobRecord read(String text, String hash) throws MalformedRecordException {
        JobRecord record = read(text);
        if (!RecordKey.hash(record.key()).equals(hash)) {
            throw new MalformedRecordException("The record of another key lies under " + hash);
        }
        return record;
    }

    private static String text(JsonNode node, String field) throws MalformedRecordException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new MalformedRecordException(
                    "Not a purchase's record: text '" + field + "' is missing");
        }
        return value.textValue();
    }

    private static long number(JsonNode node, String field) throws MalformedRecordException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedRecordException(
                    "Not a purchase's record: number '" + field + "' is missing");
        }
        return value.longValue();
    }
}
