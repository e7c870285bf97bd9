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
package io.github.refvideo.camel.internal.provider.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The service's counters. Numbers come as integers, floats or text, depending on model and day;
 * here whole ones are {@code Long} and others {@code Double}.
 */
final class UsageCounters {

    /** Short enough for a double to hold it. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,12})?");

    private static final double LARGEST_EXACT = 1L << 53;

    private UsageCounters() {}

    /** The fields of an object; empty for anything else. */
    static Map<String, Object> of(JsonNode node) {
        Map<String, Object> counters = new LinkedHashMap<>();
        ServiceJson.map(node)
                .forEach(
                        (name, value) -> {
                            if (value != null) {
                                counters.put(name, number(value));
                            }
                        });
        return counters;
    }

    private static Object number(Object value) {
        boolean numeric =
                value instanceof Number
                        || value instanceof String text && NUMBER.matcher(text).matches();
        if (!numeric) {
            return value;
        }
        double number = Double.parseDouble(value.toString());
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
            return (long) number;
        }
        return value instanceof Number ? value : (Object) number;
    }
}
