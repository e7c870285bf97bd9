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
package io.github.refvideo.camel.internal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error of a service, read from any of the known formats: top-level fields, an {@code error}
 * object or text, nested objects, and JSON inside a text.
 *
 * @param code the code that decides the category; if none is known, the outermost code
 * @param byCode the most specific category of all codes; null if none is known
 */
public record ServiceError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String requestId,
        @Nullable ErrorCategory byCode) {

    /** Deeper nesting is not read. */
    private static final int MAX_DEPTH = 6;

    /** Longer texts are truncated. */
    private static final int MAX_LENGTH = 16 * 1024;

    private static final List<String> CODES =
            List.of(
                    "code",
                    "error_code",
                    "errorCode",
                    "type",
                    "error_type",
                    "errorType",
                    "reason",
                    "status");

    /** Fields that may contain a nested error. */
    private static final List<String> INSIDE =
            List.of(
                    "error",
                    "errors",
                    "param",
                    "details",
                    "detail",
                    "cause",
                    "innererror",
                    "response",
                    "body",
                    "output",
                    "message");

    /** An identifier of several words, like a code. */
    private static final Pattern IDENTIFIER =
            Pattern.compile("[A-Za-z][A-Za-z0-9._]{3,120}[A-Za-z0-9]");

    /** Codes that are recognized inside a sentence as well: they end the purchase. */
    private static final Set<ErrorCategory> IN_SENTENCES =
            Set.of(ErrorCategory.CONTENT, ErrorCategory.UNPAID, ErrorCategory.FREE_TIER_USED_UP);

    /**
     * @param body the reply, or its part with the error; any field may be missing
     */
    public static ServiceError of(JsonNode body) {
        JsonNode error = body.path("error");
        Set<String> codes = new LinkedHashSet<>();
        collect(body, codes, 0);
        String decisive = null;
        ErrorCategory meaning = null;
        for (String code : codes) {
            ErrorCategory found = ErrorCodes.find(code).orElse(null);
            if (found != null && (meaning == null || found.compareTo(meaning) < 0)) {
                decisive = code;
                meaning = found;
            }
        }
        return new ServiceError(
                decisive != null
                        ? decisive
                        : text(
                                body.path("code"),
                                error.path("code"),
                                error.path("type"),
                                body.path("errorType")),
                text(body.path("message"), error.path("message"), error, body),
                text(body.path("request_id"), body.path("requestId"), error.path("request_id")),
                meaning);
    }

    /**
     * The category of a reply.
     *
     * @param status HTTP status
     */
    public ErrorCategory meaning(int status) {
        ErrorCategory meaning = ErrorCategory.of(status, byCode);
        boolean refused =
                meaning == ErrorCategory.INVALID
                        || meaning == ErrorCategory.FORBIDDEN && byCode != ErrorCategory.FORBIDDEN;
        return refused && status >= 400 && ContentRejectionRules.rejects(message)
                ? ErrorCategory.CONTENT
                : meaning;
    }

    /** Whether a job with this error ended because the service rejected the content. */
    public boolean contentRejected() {
        boolean open =
                byCode == null
                        || byCode == ErrorCategory.INVALID
                        || byCode == ErrorCategory.SERVER_ERROR;
        return byCode == ErrorCategory.CONTENT || open && ContentRejectionRules.rejects(message);
    }

    private static void collect(JsonNode node, Set<String> codes, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, codes, depth + 1));
        } else if (node.isTextual()) {
            collect(node.asText(), codes, depth);
        } else if (node.isObject()) {
            CODES.forEach(name -> ServiceJson.text(node.path(name)).ifPresent(codes::add));
            INSIDE.forEach(name -> collect(node.path(name), codes, depth + 1));
        }
    }

    private static void collect(String text, Set<String> codes, int depth) {
        String start = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
        int open = start.indexOf('{');
        int close = start.lastIndexOf('}');
        if (open >= 0 && close > open) {
            String json = start.substring(open, close + 1);
            collect(ServiceJson.object(json.getBytes(StandardCharsets.UTF_8)), codes, depth + 1);
        }
        Matcher words = IDENTIFIER.matcher(start);
        words.results().map(MatchResult::group).filter(ServiceError::counts).forEach(codes::add);
    }

    private static boolean counts(String word) {
        boolean severalWords =
                word.chars().skip(1).anyMatch(c -> c == '_' || c == '.' || c >= 'A' && c <= 'Z')
                        && !word.equals(word.toUpperCase(Locale.ROOT));
        return severalWords && ErrorCodes.find(word).filter(IN_SENTENCES::contains).isPresent();
    }

    private static @Nullable String text(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            Optional<String> text = ServiceJson.text(node);
            if (text.isPresent()) {
                return text.get();
            }
        }
        return null;
    }
}
