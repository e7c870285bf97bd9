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

import org.jcodec.codecs.h264.decode.CoeffTransformer;

/**
 * The difference between a block and its prediction, transformed and quantized in 4x4 blocks; the
 * DC coefficient of each 4x4 block is coded separately. Not thread-safe: holds one block.
 */
final class Residual {

    private final int size;
    private final int perRow;
    final int[][] pieces;
    final int[] means;
    boolean hasDetail;
    boolean hasMeans;

    Residual(int size) {
        this.size = size;
        this.perRow = size / 4;
        this.pieces = new int[perRow * perRow][16];
        this.means = new int[perRow * perRow];
    }

    /** Leaves the quantized levels in {@link #pieces} (first level zero) and {@link #means}. */
    void analyze(Plane source, int x, int top, int[] guess, int quantizer) {
        hasDetail = false;
        for (int i = 0; i < pieces.length; i++) {
            int[] piece = pieces[i];
            int dx = i % perRow * 4;
            int dy = i / perRow * 4;
            for (int row = 0; row < 4; row++) {
                int at = (top + dy + row) * source.width + x + dx;
                int guessed = (dy + row) * size + dx;
                for (int column = 0; column < 4; column++) {
                    piece[row * 4 + column] =
                            (source.samples[at + column] & 0xff) - guess[guessed + column];
                }
            }
            CoeffTransformer.fdct4x4(piece);
            means[i] = piece[0];
            piece[0] = 0;
            CoeffTransformer.quantizeAC(piece, quantizer);
            hasDetail |= !isZero(piece);
        }
        if (means.length == 16) {
            CoeffTransformer.fvdDC4x4(means);
            CoeffTransformer.quantizeDC4x4(means, quantizer);
        } else {
            CoeffTransformer.fvdDC2x2(means);
            CoeffTransformer.quantizeDC2x2(means, quantizer);
        }
        hasMeans = !isZero(means);
    }

    /** Writes the reconstructed samples to {@code decoded}. Overwrites the levels. */
    void reconstruct(Plane decoded, int x, int top, int[] guess, int quantizer) {
        if (means.length == 16) {
            CoeffTransformer.invDC4x4(means);
            CoeffTransformer.dequantizeDC4x4(means, quantizer, null);
        } else {
            CoeffTransformer.invDC2x2(means);
            CoeffTransformer.dequantizeDC2x2(means, quantizer, null);
        }
        for (int i = 0; i < pieces.length; i++) {
            int[] piece = pieces[i];
            if (hasDetail) {
                CoeffTransformer.dequantizeAC(piece, quantizer, null);
            }
            piece[0] = means[i];
            CoeffTransformer.idct4x4(piece);
            int dx = i % perRow * 4;
            int dy = i / perRow * 4;
            for (int row = 0; row < 4; row++) {
                int at = (top + dy + row) * decoded.width + x + dx;
                int guessed = (dy + row) * size + dx;
                for (int column = 0; column < 4; column++) {
                    int sample = guess[guessed + column] + piece[row * 4 + column];
                    decoded.samples[at + column] = (byte) Math.max(0, Math.min(255, sample));
                }
            }
        }
    }

    private static boolean isZero(int[] levels) {
        int any = 0;
        for (int level : levels) {
            any |= level;
        }
        return any == 0;
    }
}
