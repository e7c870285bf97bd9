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

import java.awt.Rectangle;
import java.util.List;

/**
 * The layout of the sheet: a panel with the scene, and the notes below it.
 *
 * @param unit one pixel of a 1280x720 image, in pixels of this one
 * @param panel the scene
 * @param caption the lines of the prompt
 * @param captionSize height of the caption's capitals, in pixels
 * @param progress the bar that grows with time
 */
record Layout(
        int width,
        int height,
        double unit,
        Rectangle panel,
        List<String> caption,
        double captionSize,
        Rectangle progress) {

    private static final double LINE_HEIGHT = 1.75;

    /**
     * @param prompt as {@link PlainText}
     */
    static Layout of(int width, int height, String prompt) {
        double unit = Math.sqrt((double) width * height) / 960;
        int margin = even(24 * unit);
        double size = 19 * unit;
        int maxLines = width > height ? 2 : 3;
        List<String> lines = Caption.wrap(prompt, size, width - 2.0 * margin, maxLines);
        double notes = lines.size() * size * LINE_HEIGHT + 60 * unit;
        int notesHeight = even(Math.min(notes, height * 0.45));
        var panel =
                new Rectangle(
                        margin,
                        margin,
                        width - 2 * margin,
                        Math.max(2, height - margin - notesHeight));
        int bar = Math.max(2, even(6 * unit));
        var progress =
                new Rectangle(margin, height - even(12 * unit) - bar, width - 2 * margin, bar);
        return new Layout(width, height, unit, panel, lines, size, progress);
    }

    double captionBaseline(int line) {
        double first = panel.getMaxY() + 16 * unit + captionSize;
        return first + line * captionSize * LINE_HEIGHT;
    }

    /** The small print, above the bar. */
    double smallPrintBaseline() {
        return progress.y - 11 * unit;
    }

    static int even(double pixels) {
        return 2 * (int) Math.round(pixels / 2);
    }
}
