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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.ReferenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in a prompt that names a reference.
 *
 * @param kind the kind that is counted; null for {@link PlaceholderStyle#CHARACTER}, which counts
 *     all references
 * @param number from 1
 * @param exact whether it is written as documented; {@code image 2} may be ordinary text
 * @param text as written in the prompt
 */
record Placeholder(
        PlaceholderStyle style,
        @Nullable ReferenceKind kind,
        int number,
        boolean exact,
        String text) {

    private static final Pattern CHARACTER =
            Pattern.compile(
                    "(?<![A-Za-z0-9_])(character)([ _-]?)([0-9０-９]{1,9}+)(?![A-Za-z_0-9０-９])",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern COUNTED =
            Pattern.compile(
                    "(?<![A-Za-z0-9_])(image|video|audio)([ \\u00a0]?)([0-9０-９]{1,3}+)"
                            + "(?![A-Za-z_0-9０-９]|\\.[0-9０-９])",
                    Pattern.CASE_INSENSITIVE);

    /** Not before a unit: "video 3 seconds" does not name the third video. */
    private static final Pattern CHINESE =
            Pattern.compile("(图片?+|视频|音频)( ?)([0-9０-９]{1,3}+)(?![0-9０-９秒分张个帧年月天])");

    private static final Pattern ANGLED =
            Pattern.compile("<(image|video|audio)(_)([0-9０-９]{1,3}+)>", Pattern.CASE_INSENSITIVE);

    private static final Map<String, ReferenceKind> KINDS =
            Map.of(
                    "图", ReferenceKind.IMAGE,
                    "图片", ReferenceKind.IMAGE,
                    "视频", ReferenceKind.VIDEO,
                    "音频", ReferenceKind.AUDIO);

    /**
     * All placeholders of a prompt, of all styles. All repetitions in the patterns are bounded and
     * possessive, so the time is linear in the length of the prompt. Words are delimited by Latin
     * letters, digits and underscores only, because Chinese has no space around a placeholder.
     */
    static List<Placeholder> findAll(String prompt) {
        Finder finder = new Finder(prompt);
        finder.characters();
        finder.counted();
        finder.chinese();
        finder.angled();
        return finder.found;
    }

    private static final class Finder {

        private final String prompt;
        private final List<Placeholder> found = new ArrayList<>();

        Finder(String prompt) {
            this.prompt = prompt;
        }

        private void characters() {
            Matcher place = CHARACTER.matcher(prompt);
            while (place.find()) {
                String word = place.group(1);
                boolean exact = place.group(2).isEmpty() && word.endsWith("haracter");
                add(PlaceholderStyle.CHARACTER, null, exact, place.group(), place);
            }
        }

        private void counted() {
            Matcher place = COUNTED.matcher(prompt);
            while (place.find()) {
                ReferenceKind kind = kind(place.group(1));
                boolean exact = place.group(1).substring(0, 1).equals(kind.name().substring(0, 1));
                if (isBracketed(place)) {
                    add(PlaceholderStyle.BRACKETED, kind, true, "[" + place.group() + "]", place);
                } else {
                    add(PlaceholderStyle.COUNTED, kind, exact, place.group(), place);
                }
            }
        }

        private void chinese() {
            Matcher place = CHINESE.matcher(prompt);
            while (place.find()) {
                ReferenceKind kind = KINDS.get(place.group(1));
                add(PlaceholderStyle.COUNTED, kind, true, place.group(), place);
            }
        }

        private void angled() {
            Matcher place = ANGLED.matcher(prompt);
            while (place.find()) {
                ReferenceKind kind = kind(place.group(1));
                add(PlaceholderStyle.ANGLED, kind, true, place.group(), place);
            }
        }

        private boolean isBracketed(Matcher place) {
            return place.start() > 0
                    && prompt.charAt(place.start() - 1) == '['
                    && place.end() < prompt.length()
                    && prompt.charAt(place.end()) == ']';
        }

        private void add(
                PlaceholderStyle style,
                @Nullable ReferenceKind kind,
                boolean exact,
                String text,
                Matcher place) {
            // Full-width digits, as typed on Chinese keyboards, name the same reference.
            found.add(new Placeholder(style, kind, Integer.parseInt(place.group(3)), exact, text));
        }

        private static ReferenceKind kind(String word) {
            for (ReferenceKind kind : ReferenceKind.values()) {
                if (kind.name().equalsIgnoreCase(word)) {
                    return kind;
                }
            }
            throw new AssertionError(word);
        }
    }
}
