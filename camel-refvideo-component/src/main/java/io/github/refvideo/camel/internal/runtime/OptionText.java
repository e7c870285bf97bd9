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
package io.github.refvideo.camel.internal.runtime;

import io.github.refvideo.camel.internal.exchange.DurationReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Strict conversion of option text. The conversion of Camel is lenient: it converts {@code few} to
 * 0 and {@code 4s} to 4000 if a number is expected, and 0 may disable a limit.
 */
public final class OptionText {

    private static final Set<String> SIZES = Set.of("maxvideosize", "maxreferencesize");

    private static final Set<String> COUNTS = Set.of("seed", "repeatcount");

    private static final Pattern SIZE =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);

    private OptionText() {}

    /**
     * @param option the name of the option; case is ignored
     * @param type of the option
     * @param value with property placeholders resolved
     * @return the converted value; values that are not text and references to beans are returned as
     *     they are
     * @throws IllegalArgumentException if the text is not a valid value of the option
     */
    public static @Nullable Object parse(
            String option, @Nullable Class<?> type, @Nullable Object value) {
        if (type == null || type == String.class || !(value instanceof CharSequence)) {
            return value;
        }
        String text = value.toString().strip();
        if (text.startsWith("#") || text.equals(PropertyConfigurerSupport.MAGIC_VALUE)) {
            return value;
        } else if (type.isEnum()) {
            return constant(option, type, text);
        } else if (type == boolean.class || type == Boolean.class) {
            return bool(option, text);
        } else if (type == int.class || type == Integer.class) {
            return number(option, text, Integer.class);
        } else if (type == double.class || type == Double.class) {
            return decimal(option, text);
        } else if (type == long.class || type == Long.class) {
            String name = option.toLowerCase(Locale.ROOT);
            return SIZES.contains(name)
                    ? size(option, text)
                    : COUNTS.contains(name)
                            ? number(option, text, Long.class)
                            : (Long) duration(option, text).toMillis();
        }
        return value;
    }

    private static Object constant(String option, Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(
                        constant ->
                                normalized(((Enum<?>) constant).name()).equals(normalized(text)))
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        option,
                                        text,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(constant -> ((Enum<?>) constant).name())
                                                .collect(Collectors.joining(", "))));
    }

    /** Camel ignores case and accepts dashes between words. */
    private static String normalized(String word) {
        return word.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static Boolean bool(String option, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(option, text, "true, false");
        };
    }

    private static <T extends Number> Object number(String option, String text, Class<T> type) {
        try {
            long number = Long.parseLong(text);
            return type == Long.class ? (Object) number : (Object) Math.toIntExact(number);
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid(
                    option,
                    text,
                    "a whole number of at most "
                            + (type == Long.class ? Long.MAX_VALUE : Integer.MAX_VALUE));
        }
    }

    private static Double decimal(String option, String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw invalid(option, text, "a number such as 1.5");
        }
    }

    private static Long size(String option, String text) {
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            int power =
                    " kmgt".indexOf(size.group(2).toLowerCase(Locale.ROOT).concat(" ").charAt(0));
            BigDecimal bytes =
                    new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
            if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                return bytes.longValue();
            }
        }
        throw invalid(option, text, "a size such as 100MB, or a number of bytes");
    }

    private static Duration duration(String option, String text) {
        Duration duration = DurationReader.parse(text);
        if (duration == null || duration.compareTo(DurationReader.MAX) > 0) {
            throw invalid(
                    option,
                    text,
                    "a duration of at most 365d such as 10m, 90s or 1h30m, or a number of"
                            + " milliseconds");
        }
        return duration;
    }

    private static IllegalArgumentException invalid(String option, String text, String allowed) {
        return new IllegalArgumentException(
                option + ": '" + text + "' is not allowed; allowed: " + allowed);
    }
}
