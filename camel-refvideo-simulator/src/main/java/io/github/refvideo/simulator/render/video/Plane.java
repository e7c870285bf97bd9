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
package io.github.refvideo.simulator.render.video;

import java.util.Arrays;

/** A rectangle of unsigned eight-bit samples. */
final class Plane {

    final int width;
    final int height;
    final byte[] samples;

    Plane(int width, int height) {
        this.width = width;
        this.height = height;
        this.samples = new byte[width * height];
    }

    void copyFrom(Plane other) {
        System.arraycopy(other.samples, 0, samples, 0, samples.length);
    }

    /** Pads the plane by repeating the last drawn column and row. */
    void pad(int drawnWidth, int drawnHeight) {
        if (drawnWidth < width) {
            for (int row = 0; row < drawnHeight; row++) {
                int start = row * width;
                byte last = samples[start + drawnWidth - 1];
                Arrays.fill(samples, start + drawnWidth, start + width, last);
            }
        }
        for (int row = drawnHeight; row < height; row++) {
            System.arraycopy(samples, (drawnHeight - 1) * width, samples, row * width, width);
        }
    }

    boolean sameBlock(int x, int top, int size, Plane other, int otherX, int otherTop) {
        if (otherX < 0 || otherTop < 0 || otherX + size > width || otherTop + size > height) {
            return false;
        }
        for (int row = 0; row < size; row++) {
            int here = (top + row) * width + x;
            int there = (otherTop + row) * width + otherX;
            if (!Arrays.equals(samples, here, here + size, other.samples, there, there + size)) {
                return false;
            }
        }
        return true;
    }

    void copyBlock(int x, int top, int size, Plane other, int otherX, int otherTop) {
        for (int row = 0; row < size; row++) {
            System.arraycopy(
                    other.samples,
                    (otherTop + row) * width + otherX,
                    samples,
                    (top + row) * width + x,
                    size);
        }
    }
}
