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
package io.github.refvideo.examples.springboot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.github.refvideo.examples.springboot.InvalidOrderException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * Basic checks of an order. The component checks what the model supports (sizes, durations, file
 * formats) before anything is sent.
 */
final class OrderValidator {

    private static final int MAX_JSON_BYTES = 64 * 1024;
    private static final int MAX_PROMPT = 40_000;
    static final int MAX_REFERENCES = 10;
    private static final String NO_FIELD = "is not a field of an order";
    private static final Set<String> FIELDS =
            Arrays.stream(VideoOrder.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private OrderValidator() {}

    static VideoOrder read(InputStream body, ObjectMapper json) throws IOException {
        byte[] bytes = body.readNBytes(MAX_JSON_BYTES + 1);
        if (bytes.length > MAX_JSON_BYTES) {
            throw new ResponseStatusException(
                    HttpStatus.PAYLOAD_TOO_LARGE, "An order has at most 64 KiB of JSON.");
        }
        try {
            VideoOrder order = json.readValue(bytes, VideoOrder.class);
            if (order == null) {
                throw new InvalidOrderException("order", "must be a JSON object");
            }
            return order;
        } catch (JsonMappingException e) {
            throw new InvalidOrderException(field(e), problem(e));
        } catch (JsonProcessingException e) {
            throw new InvalidOrderException("order", "is not JSON");
        }
    }

    private static String field(JsonMappingException e) {
        return e.getPath().isEmpty() || e.getPath().get(0).getFieldName() == null
                ? "order"
                : e.getPath().get(0).getFieldName();
    }

    private static String problem(JsonMappingException e) {
        return e instanceof UnrecognizedPropertyException
                ? NO_FIELD
                : "has a value of the wrong kind";
    }

    /** Rejects unknown fields, because an ignored field could change the video that is paid for. */
    static void checkFieldNames(Set<String> fields) {
        List<Problem> problems =
                fields.stream()
                        .filter(field -> !FIELDS.contains(field))
                        .map(field -> new Problem(field, NO_FIELD))
                        .toList();
        if (!problems.isEmpty()) {
            throw new InvalidOrderException(problems);
        }
    }

    /** An order whose references are URLs. */
    static void checkUrls(VideoOrder order) {
        List<String> urls = order.references() == null ? List.of() : order.references();
        String problem =
                urls.isEmpty()
                        ? "is missing; give http or https URLs"
                        : urls.stream().allMatch(OrderValidator::isUrl)
                                ? tooMany(urls.size())
                                : "must be http or https URLs; upload files as form data";
        check(order, problem);
    }

    private static boolean isUrl(String text) {
        return text != null && text.matches("(?i)https?://\\S+");
    }

    /** An order with uploaded references. */
    static void checkImages(VideoOrder order, List<MultipartFile> images) {
        boolean none = images == null || images.stream().allMatch(MultipartFile::isEmpty);
        String problem =
                none
                        ? "is missing; upload at least one image"
                        : images.stream().anyMatch(MultipartFile::isEmpty)
                                ? "one of the files is empty"
                                : tooMany(images.size());
        check(order, problem);
    }

    private static String tooMany(int references) {
        return references > MAX_REFERENCES
                ? "an order has at most " + MAX_REFERENCES + " references"
                : null;
    }

    private static void check(VideoOrder order, String referenceError) {
        List<Problem> problems = new ArrayList<>();
        if (order.prompt() == null || order.prompt().isBlank()) {
            problems.add(new Problem("prompt", "is missing"));
        } else if (order.prompt().length() > MAX_PROMPT) {
            // Models have lower limits, but some only cut off the end.
            problems.add(new Problem("prompt", "has more than " + MAX_PROMPT + " characters"));
        }
        if (referenceError != null) {
            problems.add(new Problem("references", referenceError));
        }
        if (!problems.isEmpty()) {
            throw new InvalidOrderException(problems);
        }
    }
}
