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

import java.awt.Graphics2D;
import java.awt.Rectangle;

/**
 * A sprite with a position and a motion.
 *
 * @param x where it stands, in pixels of the image
 * @param y where it stands, in pixels of the image
 */
record Actor(Sprite sprite, int x, int y, Motion motion) {

    /** The position of the actor at a given time. */
    record Pose(Actor actor, int x, int y) {

        Rectangle area() {
            return actor.sprite().areaAt(x, y);
        }

        void paint(Graphics2D graphics) {
            actor.sprite().paint(graphics, x, y);
        }
    }

    Pose at(double seconds, double part) {
        return new Pose(this, x + motion.dx(seconds, part), y + motion.dy(seconds));
    }
}
