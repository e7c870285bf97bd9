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
import java.util.ArrayList;
import java.util.List;

/** Computes the size and position of every character of a shot. */
final class Casting {

    private static final int MOST_ROWS = 3;
    private static final double PART_OF_SLOT = 0.62;
    private static final double PART_OF_HEIGHT = 0.52;
    private static final double PART_OF_ROW = 0.68;
    private static final double PART_OF_CLOSE_UP = 0.7;

    private final List<ReferenceImage> references;
    private final Rectangle panel;
    private final Rectangle stage;

    /**
     * @param panel the scene, in pixels of the image
     * @param stage the part of it in which characters are visible
     */
    Casting(List<ReferenceImage> references, Rectangle panel, Rectangle stage) {
        this.references = references;
        this.panel = panel;
        this.stage = stage;
    }

    /** Characters in the background come first. */
    List<Actor> of(Shot shot) {
        if (references.isEmpty()) {
            return List.of();
        }
        return shot.isCloseUp() ? List.of(closeUp(shot.character())) : allCharacters(shot.zoom());
    }

    private Actor closeUp(int character) {
        double side = PART_OF_CLOSE_UP * Math.min(panel.width * 0.9, panel.height);
        double drift = (character % 2 == 0 ? 0.05 : -0.05) * panel.width;
        var motion = new Motion(character, 0, 1, side * 0.6, drift);
        return actor(character, side, 0.5, 0.5, motion);
    }

    private List<Actor> allCharacters(double zoom) {
        int count = references.size();
        int rows = bestRows(count);
        int perRow = ceilDiv(count, rows);
        double side = side(rows, perRow) * Math.sqrt(zoom);
        List<Actor> actors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int row = i / perRow;
            int inRow = Math.min(perRow, count - row * perRow);
            // A column is staggered, so that every stick is visible.
            boolean column = perRow == 1 && rows > 1;
            double x = column ? 0.5 + (i % 2 - 0.5) * 0.2 : (i % perRow + 0.5) / inRow;
            double inStage = 0.02 + 0.96 * (row + 0.5) / rows;
            double y = rows == 1 ? 0.47 : inStage * stage.height / panel.height;
            // Pairs are moved closer together.
            double drift = (x < 0.5 ? 1 : x > 0.5 ? -1 : 0) * panel.width * 0.05;
            // In the second wide shot they are already close together.
            double gathered = 0.5 + (x - 0.5) * (zoom > 1 ? 0.9 : 1);
            actors.add(actor(i, side, gathered, y, new Motion(i * 1.7, i, count, side, drift)));
        }
        return actors;
    }

    private int bestRows(int count) {
        int best = 1;
        for (int rows = 2; rows <= Math.min(MOST_ROWS, count); rows++) {
            if (side(rows, ceilDiv(count, rows)) > side(best, ceilDiv(count, best)) * 1.15) {
                best = rows;
            }
        }
        return best;
    }

    private double side(int rows, int perRow) {
        double tallest =
                rows == 1 ? panel.height * PART_OF_HEIGHT : stage.height * PART_OF_ROW / rows;
        return Math.min(panel.width * PART_OF_SLOT / perRow, tallest);
    }

    private Actor actor(int character, double side, double x, double y, Motion motion) {
        int atX = panel.x + Layout.even(panel.width * x);
        int atY = panel.y + Layout.even(panel.height * y);
        double tilt = (character % 2 == 0 ? -1 : 1) * Math.toRadians(2.5);
        // Long enough to reach below the panel even at the top of a hop.
        double stick = panel.getMaxY() - atY + side * 0.2;
        Sprite sprite =
                Puppet.of(references.get(character), character, Math.max(4, side), tilt, stick);
        return new Actor(sprite, atX, atY, motion);
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
