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
package io.github.refvideo.camel.internal.request;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One error in a request. Its text names option and header, and says what is allowed.
 *
 * @param option null for a header that belongs to no option
 * @param value the invalid value as text; null if the value is missing
 * @param allowed what is allowed instead
 */
public record ValidationError(
        @Nullable RequestOption option, @Nullable String value, String allowed) {

    private static final int MAX_VALUE_LENGTH = 80;

    /** A value that is not allowed. */
    public static ValidationError invalid(
            RequestOption option, @Nullable Object value, String allowed) {
        return new ValidationError(
                option, LogText.line(String.valueOf(value), MAX_VALUE_LENGTH), allowed);
    }

    /** A value that cannot be read; only its type is shown. */
    public static ValidationError invalidType(RequestOption option, Object value, String allowed) {
        return invalid(option, "a value of type " + value.getClass().getTypeName(), allowed);
    }

    /** A header with the component's prefix that does not exist; probably misspelled. */
    public static ValidationError unknownHeader(String name, String nearest) {
        return new ValidationError(
                null, LogText.line(name, MAX_VALUE_LENGTH), "did you mean " + nearest + "?");
    }

    /** A value that is missing. */
    public static ValidationError missing(RequestOption option, String allowed) {
        return new ValidationError(option, null, allowed);
    }

    /** The texts of all errors; several are listed one per line, each after a dash. */
    public static String list(List<ValidationError> errors) {
        return errors.size() == 1
                ? errors.get(0).toString()
                : errors.stream().map(error -> "\n- " + error).collect(Collectors.joining());
    }

    /**
     * For example {@code resolution (header CamelRefVideoResolution): '1280*720' is not allowed;
     * write WIDTHxHEIGHT}.
     */
    @Override
    public String toString() {
        return option == null
                ? "header " + value + " is not known; " + allowed
                : option.displayName() + ": " + details();
    }

    /** The text without the names of option and header. */
    String details() {
        return (value == null ? "is missing" : "'" + value + "' is not allowed") + "; " + allowed;
    }
}
