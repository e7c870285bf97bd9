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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options that a message may set, by header or in its body ({@code allowedMessageOptions}).
 *
 * @param options those that change the request or its processing
 * @param idempotencyKey whether a message may contain an idempotency key
 */
public record MessageOptions(Set<RequestOption> options, boolean idempotencyKey) {

    /** The default. */
    public static final MessageOptions ALL =
            new MessageOptions(EnumSet.allOf(RequestOption.class), true);

    static final String KEY = "idempotencyKey";

    private static final String NONE = "none";

    /**
     * @param list names of options, separated by commas; null for all options
     * @throws IllegalArgumentException if a name is not known
     */
    public static MessageOptions parse(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return ALL;
        }
        Set<RequestOption> options = EnumSet.noneOf(RequestOption.class);
        boolean key = false;
        List<String> names = Arrays.stream(list.split(",")).map(String::strip).toList();
        for (String name : names) {
            if (name.equalsIgnoreCase(KEY)) {
                key = true;
            } else if (!name.equalsIgnoreCase(NONE) || names.size() > 1) {
                options.add(option(name));
            }
        }
        return new MessageOptions(options, key);
    }

    private static RequestOption option(String name) {
        return Arrays.stream(RequestOption.values())
                .filter(option -> option.optionName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "allowedMessageOptions: '"
                                                + name
                                                + "' is not allowed; write none, or names of "
                                                + ALL.names()
                                                + ", separated by commas"));
    }

    public boolean allows(RequestOption option) {
        return options.contains(option);
    }

    /** The error of a message that sets an option that it may not set. */
    public ValidationError refuse(RequestOption option) {
        return ValidationError.invalid(
                option, "a value in the message", "allowedMessageOptions permits " + names());
    }

    /** For error messages. */
    String names() {
        List<String> names =
                Stream.concat(
                                options.stream().map(RequestOption::optionName),
                                idempotencyKey ? Stream.of(KEY) : Stream.empty())
                        .toList();
        return names.isEmpty() ? NONE : names.stream().collect(Collectors.joining(", "));
    }
}
