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

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines of a given length; excess text is replaced by an ellipsis. */
final class Caption {

    private static final String ELLIPSIS = "\u2026";

    private final double size;
    private final double maxWidth;
    private final int maxLines;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    private Caption(double size, double maxWidth, int maxLines) {
        this.size = size;
        this.maxWidth = maxWidth;
        this.maxLines = maxLines;
    }

    /**
     * @param text plain text with single spaces
     * @param size height of capitals, in pixels
     * @param maxWidth of a line, in pixels
     */
    static List<String> wrap(String text, double size, double maxWidth, int maxLines) {
        var caption = new Caption(size, maxWidth, maxLines);
        for (String word : text.split(" ")) {
            if (caption.lines.size() > maxLines) {
                break;
            }
            caption.add(word);
        }
        return caption.finish();
    }

    private void add(String word) {
        if (word.isEmpty()) {
            return;
        }
        if (line.isEmpty() || fits(line + " " + word)) {
            line.append(line.isEmpty() ? "" : " ");
        } else {
            breakLine();
        }
        if (fits(line + word)) {
            line.append(word);
        } else {
            addInPieces(word);
        }
    }

    /** A word longer than a line, or a script that has no spaces. */
    private void addInPieces(String word) {
        for (int character : word.codePoints().toArray()) {
            String piece = Character.toString(character);
            if (!line.isEmpty() && !fits(line + piece)) {
                breakLine();
                if (lines.size() > maxLines) {
                    return;
                }
            }
            line.append(piece);
        }
    }

    private void breakLine() {
        lines.add(line.toString().strip());
        line.setLength(0);
    }

    private boolean fits(String text) {
        return StrokeFont.width(text, size) <= maxWidth;
    }

    private List<String> finish() {
        if (!line.isEmpty()) {
            breakLine();
        }
        if (lines.size() <= maxLines) {
            return List.copyOf(lines);
        }
        List<String> kept = new ArrayList<>(lines.subList(0, maxLines));
        kept.set(maxLines - 1, shorten(kept.get(maxLines - 1)));
        return List.copyOf(kept);
    }

    private String shorten(String last) {
        String shorter = last;
        while (!shorter.isEmpty() && !fits(shorter + ELLIPSIS)) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter.stripTrailing() + ELLIPSIS;
    }
}
