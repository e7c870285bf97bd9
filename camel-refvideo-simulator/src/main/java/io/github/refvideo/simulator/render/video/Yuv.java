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

/**
 * One picture as luma plane (Y) and, at half resolution, chroma planes (U, V); BT.709, limited
 * range. The planes are padded to whole macroblocks by repeating the last column and row.
 */
final class Yuv {

    final int columns;
    final int rows;
    final Plane y;
    final Plane u;
    final Plane v;

    Yuv(int width, int height) {
        columns = (width + 15) >> 4;
        rows = (height + 15) >> 4;
        y = new Plane(columns << 4, rows << 4);
        u = new Plane(columns << 3, rows << 3);
        v = new Plane(columns << 3, rows << 3);
    }

    void copyFrom(Yuv other) {
        y.copyFrom(other.y);
        u.copyFrom(other.u);
        v.copyFrom(other.v);
    }

    void pad(int drawnWidth, int drawnHeight) {
        y.pad(drawnWidth, drawnHeight);
        u.pad(drawnWidth / 2, drawnHeight / 2);
        v.pad(drawnWidth / 2, drawnHeight / 2);
    }

    /**
     * Whether a macroblock is identical to the macroblock of {@code other} at the given
     * displacement.
     */
    boolean sameBlock(int column, int row, Yuv other, Displacement moved) {
        int x = column << 4;
        int top = row << 4;
        int dx = moved.dx();
        int dy = moved.dy();
        return y.sameBlock(x, top, 16, other.y, x - dx, top - dy)
                && u.sameBlock(x >> 1, top >> 1, 8, other.u, (x - dx) >> 1, (top - dy) >> 1)
                && v.sameBlock(x >> 1, top >> 1, 8, other.v, (x - dx) >> 1, (top - dy) >> 1);
    }

    /** Copies a macroblock from {@code other}, displaced. */
    void copyBlock(int column, int row, Yuv other, Displacement moved) {
        int x = column << 4;
        int top = row << 4;
        int dx = moved.dx();
        int dy = moved.dy();
        y.copyBlock(x, top, 16, other.y, x - dx, top - dy);
        u.copyBlock(x >> 1, top >> 1, 8, other.u, (x - dx) >> 1, (top - dy) >> 1);
        v.copyBlock(x >> 1, top >> 1, 8, other.v, (x - dx) >> 1, (top - dy) >> 1);
    }
}
