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

/**
 * Predicts a block from the row above it and the column left of it (clauses 8.3.3 and 8.3.4 without
 * the plane mode). Not thread-safe: holds the prediction.
 */
final class IntraPrediction {

    /** In the order of the standard's luma modes; chroma has a different order. */
    enum Mode {
        VERTICAL(0, 2),
        HORIZONTAL(1, 1),
        DC(2, 0);

        final int lumaCode;
        final int chromaCode;

        Mode(int lumaCode, int chromaCode) {
            this.lumaCode = lumaCode;
            this.chromaCode = chromaCode;
        }
    }

    private final int size;
    final int[] guess;

    IntraPrediction(int size) {
        this.size = size;
        this.guess = new int[size * size];
    }

    /**
     * The mode whose prediction is closest to the source; the luma mode is also used for chroma.
     */
    Mode choose(Plane source, Plane decoded, int x, int top) {
        boolean left = x > 0;
        boolean above = top > 0;
        if (!left || !above) {
            return left ? Mode.HORIZONTAL : above ? Mode.VERTICAL : Mode.DC;
        }
        int stride = source.width;
        byte[] in = source.samples;
        byte[] out = decoded.samples;
        int mean = mean(decoded, x, top, 0, 0, size, true, true);
        int vertical = 0;
        int horizontal = 0;
        int flat = 0;
        for (int row = 0; row < size; row++) {
            int at = (top + row) * stride + x;
            int side = out[at - 1] & 0xff;
            int over = (top - 1) * stride + x;
            for (int column = 0; column < size; column++) {
                int sample = in[at + column] & 0xff;
                vertical += Math.abs(sample - (out[over + column] & 0xff));
                horizontal += Math.abs(sample - side);
                flat += Math.abs(sample - mean);
            }
        }
        if (flat <= vertical && flat <= horizontal) {
            return Mode.DC;
        }
        return vertical <= horizontal ? Mode.VERTICAL : Mode.HORIZONTAL;
    }

    /** Fills {@link #guess}. */
    void predict(Mode mode, Plane decoded, int x, int top) {
        switch (mode) {
            case VERTICAL -> {
                for (int column = 0; column < size; column++) {
                    int sample = decoded.samples[(top - 1) * decoded.width + x + column] & 0xff;
                    for (int row = 0; row < size; row++) {
                        guess[row * size + column] = sample;
                    }
                }
            }
            case HORIZONTAL -> {
                for (int row = 0; row < size; row++) {
                    int sample = decoded.samples[(top + row) * decoded.width + x - 1] & 0xff;
                    Arrays.fill(guess, row * size, (row + 1) * size, sample);
                }
            }
            case DC -> predictMean(decoded, x, top);
        }
    }

    private void predictMean(Plane decoded, int x, int top) {
        boolean left = x > 0;
        boolean above = top > 0;
        if (size == 16) {
            Arrays.fill(guess, mean(decoded, x, top, 0, 0, 16, left, above));
            return;
        }
        // Chroma uses one mean per quarter; the two off the diagonal use one direction if
        // available.
        fillQuarter(0, 0, mean(decoded, x, top, 0, 0, 4, left, above));
        fillQuarter(4, 0, mean(decoded, x, top, 4, 0, 4, left && !above, above));
        fillQuarter(0, 4, mean(decoded, x, top, 0, 4, 4, left, above && !left));
        fillQuarter(4, 4, mean(decoded, x, top, 4, 4, 4, left, above));
    }

    private void fillQuarter(int x, int top, int value) {
        for (int row = top; row < top + 4; row++) {
            Arrays.fill(guess, row * size + x, row * size + x + 4, value);
        }
    }

    private static int mean(
            Plane decoded, int x, int top, int dx, int dy, int n, boolean left, boolean above) {
        int sum = 0;
        int count = 0;
        if (left) {
            for (int i = 0; i < n; i++) {
                sum += decoded.samples[(top + dy + i) * decoded.width + x - 1] & 0xff;
            }
            count += n;
        }
        if (above) {
            for (int i = 0; i < n; i++) {
                sum += decoded.samples[(top - 1) * decoded.width + x + dx + i] & 0xff;
            }
            count += n;
        }
        return count == 0 ? 128 : (sum + count / 2) / count;
    }
}
