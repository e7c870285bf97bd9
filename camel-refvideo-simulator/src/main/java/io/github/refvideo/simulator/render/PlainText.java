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
package io.github.refvideo.simulator.render;

import java.text.Normalizer;
import java.util.Map;

/** Converts Unicode text to characters that {@link StrokeFont} supports, as far as possible. */
final class PlainText {

    private static final int LONGEST = 2_000;

    private static final Map<Integer, String> NEAREST =
            Map.ofEntries(
                    Map.entry((int) '\u2018', "'"),
                    Map.entry((int) '\u2019', "'"),
                    Map.entry((int) '\u201a', ","),
                    Map.entry((int) '\u201c', "\""),
                    Map.entry((int) '\u201d', "\""),
                    Map.entry((int) '\u201e', "\""),
                    Map.entry((int) '\u00ab', "\""),
                    Map.entry((int) '\u00bb', "\""),
                    Map.entry((int) '\u2010', "-"),
                    Map.entry((int) '\u2013', "-"),
                    Map.entry((int) '\u2014', "-"),
                    Map.entry((int) '\u2212', "-"),
                    Map.entry((int) '\u00d7', "x"),
                    Map.entry((int) '\u00df', "ss"),
                    Map.entry((int) '\u00e6', "ae"),
                    Map.entry((int) '\u00c6', "AE"),
                    Map.entry((int) '\u0153', "oe"),
                    Map.entry((int) '\u00f8', "o"),
                    Map.entry((int) '\u00d8', "O"),
                    Map.entry((int) '\u0142', "l"),
                    Map.entry((int) '\u0141', "L"),
                    Map.entry((int) '\u0131', "i"),
                    Map.entry((int) '\u3001', ","),
                    Map.entry((int) '\u3002', "."));

    private PlainText() {}

    /**
     * Removes diacritics, control characters and repeated white space; truncates to 2,000
     * characters.
     */
    static String of(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var plain = new StringBuilder(start.length());
        Normalizer.normalize(start, Normalizer.Form.NFD)
                .codePoints()
                .forEach(character -> append(plain, character));
        return plain.toString().strip();
    }

    private static void append(StringBuilder plain, int character) {
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            if (plain.length() > 0 && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        } else if (NEAREST.containsKey(character)) {
            plain.append(NEAREST.get(character));
        } else if (isVisible(character)) {
            plain.appendCodePoint(character);
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.CONTROL,
                    Character.FORMAT ->
                    false;
            default -> true;
        };
    }
}
