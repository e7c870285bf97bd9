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

/** Converts RGB pixels to {@link Yuv} planes: BT.709, limited range, 16-bit fixed point. */
final class ColorConverter {

    private static final int ROUND = 1 << 15;
    private static final int RED_BLUE = 0xff00ff;
    private static final int GREEN = 0xff00;

    private ColorConverter() {}

    /**
     * Converts the macroblocks that changed.
     *
     * @param rgb {@code width * height} pixels, 0xRRGGBB each, the top byte ignored
     * @param width even, in pixels
     * @param height even, in pixels
     */
    static void convert(int[] rgb, int width, int height, ChangeMap changes, Yuv into) {
        for (int row = 0; row < into.rows; row++) {
            for (int column = 0; column < into.columns; column++) {
                if (changes.isTouched(column, row)) {
                    int right = Math.min(width, (column + 1) << 4);
                    int bottom = Math.min(height, (row + 1) << 4);
                    convert(rgb, width, column << 4, right, row << 4, bottom, into);
                }
            }
        }
        into.pad(width, height);
    }

    /** Converts the whole picture. */
    static void convert(int[] rgb, int width, int height, Yuv into) {
        convert(rgb, width, 0, width, 0, height, into);
        into.pad(width, height);
    }

    private static void convert(
            int[] rgb, int width, int left, int right, int top, int bottom, Yuv into) {
        for (int row = top; row < bottom; row += 2) {
            convertRowPair(rgb, row * width, width, left, right, into, row);
        }
    }

    private static void convertRowPair(
            int[] rgb, int start, int width, int left, int right, Yuv into, int row) {
        byte[] luma = into.y.samples;
        byte[] blueness = into.u.samples;
        byte[] redness = into.v.samples;
        int upper = row * into.y.width;
        int lower = upper + into.y.width;
        int chroma = (row >> 1) * into.u.width;
        for (int x = left; x < right; x += 2) {
            int a = rgb[start + x];
            int b = rgb[start + x + 1];
            int c = rgb[start + width + x];
            int d = rgb[start + width + x + 1];
            luma[upper + x] = luma(a);
            luma[upper + x + 1] = luma(b);
            luma[lower + x] = luma(c);
            luma[lower + x + 1] = luma(d);
            // Sums of four pixels, 0..1020, so the shift is two bits more. Red and blue are summed
            // together, because their bits do not overlap.
            int both = (a & RED_BLUE) + (b & RED_BLUE) + (c & RED_BLUE) + (d & RED_BLUE);
            int red = both >>> 16;
            int blue = both & 0xffff;
            int green = ((a & GREEN) + (b & GREEN) + (c & GREEN) + (d & GREEN)) >> 8;
            int at = chroma + (x >> 1);
            blueness[at] = chroma(-6596 * red - 22189 * green + 28784 * blue);
            redness[at] = chroma(28784 * red - 26145 * green - 2639 * blue);
        }
    }

    private static byte luma(int pixel) {
        int sum = 11966 * red(pixel) + 40254 * green(pixel) + 4064 * blue(pixel);
        return (byte) (16 + ((sum + ROUND) >> 16));
    }

    private static byte chroma(int sumOfFour) {
        return (byte) (128 + ((sumOfFour + 4 * ROUND) >> 18));
    }

    private static int red(int pixel) {
        return pixel >> 16 & 0xff;
    }

    private static int green(int pixel) {
        return pixel >> 8 & 0xff;
    }

    private static int blue(int pixel) {
        return pixel & 0xff;
    }
}
