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

import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Converts raw option values. The value of a header may be text, a number or a boolean.
 *
 * <p>Each method throws {@link BadValueException} if the value is invalid.
 */
final class OptionValues {

    private OptionValues() {}

    static Resolution resolution(Object raw) {
        return Resolution.parse(text(raw))
                .orElseThrow(
                        () ->
                                new BadValueException(
                                        "write WIDTHxHEIGHT in pixels, such as 1280x720 or"
                                                + " 1920x1080"));
    }

    static String aspectRatio(Object raw) {
        String ratio = text(raw);
        if (ratio.equals("adaptive") || ratio.matches("[1-9]\\d{0,3}:[1-9]\\d{0,3}")) {
            return ratio;
        }
        throw new BadValueException("write W:H, such as 16:9, or adaptive");
    }

    static Integer seconds(Object raw) {
        int automatic = VideoRequest.AUTOMATIC_DURATION;
        String allowed =
                "write a whole number of seconds above 0, such as 4, or "
                        + automatic
                        + " if the model may choose";
        return wholeNumber(raw, allowed) == automatic
                ? Integer.valueOf(automatic)
                : positive(raw, allowed);
    }

    static Integer framesPerSecond(Object raw) {
        return positive(raw, "write a whole number of frames per second above 0, such as 24");
    }

    static ShotType shotType(Object raw) {
        return ShotType.parse(text(raw))
                .orElseThrow(() -> new BadValueException("write single or multi"));
    }

    static Long seed(Object raw) {
        String allowed = "write a whole number from 0 to 2147483647";
        long seed = wholeNumber(raw, allowed);
        if (seed < 0 || seed > Integer.MAX_VALUE) {
            throw new BadValueException(allowed);
        }
        return seed;
    }

    static Boolean flag(Object raw) {
        return switch (text(raw).toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new BadValueException("write true or false");
        };
    }

    static Map<String, Object> options(Object raw) {
        if (!(raw instanceof Map<?, ?> map)) {
            throw new BadValueException("use a Map, or a JSON object, keyed by provider");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> {
                    // A null field means the same as a missing one.
                    if (value != null) {
                        options.put(String.valueOf(key), value);
                    }
                });
        return options;
    }

    private static Integer positive(Object raw, String allowed) {
        long value = wholeNumber(raw, allowed);
        if (value <= 0 || value > Integer.MAX_VALUE) {
            throw new BadValueException(allowed);
        }
        return (int) value;
    }

    private static long wholeNumber(Object raw, String allowed) {
        try {
            return new BigDecimal(text(raw)).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new BadValueException(allowed);
        }
    }

    private static String text(Object raw) {
        return raw.toString().strip();
    }
}
