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

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.TexturePaint;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws the static parts of a shot: paper, scene and notes. */
final class Sheet {

    static final Color PAPER = new Color(0xFBF7EE);
    static final Color INK = new Color(0x2B2D33);
    private static final Color PENCIL = new Color(0x7A766C);
    private static final Color TRACK = new Color(0xE3DCCB);
    private static final Pattern CHARACTER = Pattern.compile("(?i)\\W*character([1-9][0-9]?)\\W*");

    private final Storyboard storyboard;
    private final Layout layout;

    Sheet(Storyboard storyboard, Layout layout) {
        this.storyboard = storyboard;
        this.layout = layout;
    }

    /**
     * @param scene the backdrop of the shot, as large as the panel
     * @param shot the title of the shot
     */
    void paint(Graphics2D graphics, BufferedImage scene, String shot) {
        graphics.setPaint(PAPER);
        graphics.fillRect(0, 0, layout.width(), layout.height());
        paintPanel(graphics, scene);
        paintCaption(graphics);
        paintSmallPrint(graphics, shot);
        graphics.setPaint(TRACK);
        graphics.fill(layout.progress());
    }

    private void paintPanel(Graphics2D graphics, BufferedImage scene) {
        var panel = layout.panel();
        double corner = 28 * layout.unit();
        graphics.setPaint(new TexturePaint(scene, panel));
        graphics.fill(
                new RoundRectangle2D.Double(
                        panel.x, panel.y, panel.width, panel.height, corner, corner));
    }

    private void paintCaption(Graphics2D graphics) {
        for (int i = 0; i < layout.caption().size(); i++) {
            double pen = layout.panel().x;
            for (String word : layout.caption().get(i).split(" ")) {
                Matcher matcher = CHARACTER.matcher(word);
                boolean named = matcher.matches();
                graphics.setPaint(
                        named ? Palette.accent(Integer.parseInt(matcher.group(1)) - 1) : INK);
                StrokeFont.draw(
                        graphics,
                        word,
                        pen,
                        layout.captionBaseline(i),
                        layout.captionSize(),
                        named ? 0.16 : 0.13);
                pen += StrokeFont.width(word + " .", layout.captionSize());
                pen -= StrokeFont.width(".", layout.captionSize());
            }
        }
    }

    private void paintSmallPrint(Graphics2D graphics, String shot) {
        double size = 11 * layout.unit();
        double baseline = layout.smallPrintBaseline();
        String facts =
                String.format(
                        Locale.ROOT,
                        "%s \u00b7 %dx%d \u00b7 %s s \u00b7 seed %d",
                        PlainText.of(storyboard.model()),
                        storyboard.width(),
                        storyboard.height(),
                        seconds(),
                        storyboard.seed());
        graphics.setPaint(PENCIL);
        double width = layout.panel().width;
        double shotWidth = StrokeFont.width(shot, size);
        boolean roomForBoth =
                StrokeFont.width(facts, size) + shotWidth + 20 * layout.unit() <= width;
        for (String line : Caption.wrap(facts, size, roomForBoth ? width - shotWidth : width, 1)) {
            StrokeFont.draw(graphics, line, layout.panel().x, baseline, size, 0.12);
        }
        if (roomForBoth) {
            StrokeFont.draw(
                    graphics, shot, layout.panel().getMaxX() - shotWidth, baseline, size, 0.12);
        }
    }

    private String seconds() {
        String text = String.format(Locale.ROOT, "%.2f", storyboard.seconds());
        return text.replaceAll("\\.?0+$", "");
    }

    /** Fills the first pixels of the progress bar. */
    void paintProgress(Graphics2D graphics, int pixels) {
        var bar = layout.progress();
        graphics.setPaint(Palette.accent(0));
        graphics.fillRect(bar.x, bar.y, pixels, bar.height);
    }
}
