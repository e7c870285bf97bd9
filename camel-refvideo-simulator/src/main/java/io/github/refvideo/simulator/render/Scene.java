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

import io.github.refvideo.simulator.render.video.Change;
import io.github.refvideo.simulator.render.video.Displacement;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of one shot. Caches the static background and redraws only moving areas. Not
 * thread-safe.
 */
final class Scene {

    private final Layout layout;
    private final Sheet sheet;
    private final Rectangle stage;
    private final List<Actor> actors;
    private final Sprite badge;
    private final BufferedImage still;
    private final BufferedImage frame;
    private List<Actor.Pose> poses = List.of();
    private int progress;

    /**
     * @param still the image without moving parts
     * @param stage the area in which actors are visible
     */
    Scene(
            Layout layout,
            Sheet sheet,
            BufferedImage still,
            Rectangle stage,
            List<Actor> actors,
            Sprite badge) {
        this.layout = layout;
        this.sheet = sheet;
        this.still = still;
        this.stage = stage;
        this.actors = actors;
        this.badge = badge;
        this.frame = new BufferedImage(layout.width(), layout.height(), still.getType());
        copy(new Rectangle(0, 0, layout.width(), layout.height()));
    }

    /** The pixels of the current frame; 0xRRGGBB each. */
    int[] pixels() {
        return pixels(frame);
    }

    /**
     * Draws the next frame.
     *
     * @param seconds since the shot began
     * @param partOfShot 0 to 1
     * @param partOfVideo 0 to 1
     * @return the changed areas
     */
    List<Change> advance(double seconds, double partOfShot, double partOfVideo) {
        List<Actor.Pose> before = poses;
        poses = actors.stream().map(actor -> actor.at(seconds, partOfShot)).toList();
        before.forEach(pose -> copy(pose.area()));
        copy(badgeArea());
        Graphics2D graphics = Drawing.on(frame);
        graphics.setClip(stage);
        poses.forEach(pose -> pose.paint(graphics));
        graphics.setClip(null);
        badge.paint(graphics, badgeArea().x, badgeArea().y);
        int lastProgress = progress;
        progress = Layout.even(layout.progress().width * partOfVideo);
        sheet.paintProgress(graphics, progress);
        graphics.dispose();
        return changes(before, lastProgress);
    }

    private List<Change> changes(List<Actor.Pose> before, int lastProgress) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Actor.Pose from = before.get(i);
            Actor.Pose to = poses.get(i);
            var moved = new Displacement(to.x() - from.x(), to.y() - from.y());
            if (!moved.equals(Displacement.NONE)) {
                Rectangle area = from.area().union(to.area()).intersection(stage);
                changes.add(new Change(area, moved));
            }
        }
        Rectangle bar = layout.progress();
        if (progress > lastProgress) {
            var grown =
                    new Rectangle(bar.x + lastProgress, bar.y, progress - lastProgress, bar.height);
            changes.add(Change.redrawn(grown));
        }
        return changes;
    }

    private Rectangle badgeArea() {
        int inset = Layout.even(16 * layout.unit());
        return badge.areaAt(layout.panel().x + inset, layout.panel().y + inset);
    }

    private void copy(Rectangle area) {
        Rectangle inside = area.intersection(new Rectangle(0, 0, layout.width(), layout.height()));
        int[] from = pixels(still);
        int[] to = pixels(frame);
        for (int row = inside.y; row < inside.y + inside.height; row++) {
            int start = row * layout.width() + inside.x;
            System.arraycopy(from, start, to, start, inside.width);
        }
    }

    private static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
