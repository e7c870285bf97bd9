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
import java.awt.image.BufferedImage;

/**
 * An image that is moved across the scene.
 *
 * @param anchorX the anchor point of the image, in pixels from the left
 * @param anchorY the same, in pixels from the top
 */
record Sprite(BufferedImage image, int anchorX, int anchorY) {

    Rectangle areaAt(int x, int y) {
        return new Rectangle(x - anchorX, y - anchorY, image.getWidth(), image.getHeight());
    }

    void paint(Graphics2D graphics, int x, int y) {
        graphics.drawImage(image, x - anchorX, y - anchorY, null);
    }
}
