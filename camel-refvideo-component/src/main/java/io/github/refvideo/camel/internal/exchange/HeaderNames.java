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
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Message;

/**
 * Detects misspelled headers of the component. If they were ignored, another video than intended
 * would be generated and paid for.
 */
public final class HeaderNames {

    /** By lower-case name, because header names are case-insensitive. */
    private final Map<String, String> known = new TreeMap<>();

    /**
     * @param constants the class whose public fields are the headers
     */
    public HeaderNames(Class<?> constants) {
        Stream.concat(
                        Arrays.stream(constants.getFields()).map(HeaderNames::value),
                        Arrays.stream(RequestOption.values()).map(RequestOption::headerName))
                .forEach(name -> known.put(name.toLowerCase(Locale.ROOT), name));
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The headers with the prefix of the component that do not exist. */
    public List<ValidationError> unknown(Message message) {
        if (!message.hasHeaders()) {
            return List.of();
        }
        return message.getHeaders().keySet().stream()
                .filter(this::isUnknown)
                .sorted()
                .map(name -> ValidationError.unknownHeader(name, nearest(name)))
                .toList();
    }

    private boolean isUnknown(String name) {
        String prefix = RequestOption.HEADER_PREFIX;
        return name.regionMatches(true, 0, prefix, 0, prefix.length())
                && !known.containsKey(name.toLowerCase(Locale.ROOT));
    }

    private String nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return known.entrySet().stream()
                .min(
                        Comparator.comparing(
                                        (Map.Entry<String, String> entry) ->
                                                !entry.getKey().startsWith(lower))
                                .thenComparing(entry -> distance(lower, entry.getKey())))
                .orElseThrow()
                .getValue();
    }

    /** The number of characters to insert, delete or replace (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
