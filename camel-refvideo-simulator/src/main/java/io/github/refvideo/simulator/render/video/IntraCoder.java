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

import org.jcodec.codecs.h264.H264Const;
import org.jcodec.codecs.h264.decode.CoeffTransformer;
import org.jcodec.codecs.h264.io.CAVLC;
import org.jcodec.codecs.h264.io.model.MBType;
import org.jcodec.common.io.BitWriter;

/**
 * Codes macroblocks as Intra16x16. One instance per picture: holds the state of the entropy coder.
 */
final class IntraCoder {

    private static final int[] NO_SCAN = {0, 1, 2, 3};
    // Neighbours are always available: those coded otherwise are registered in the entropy coder
    // without levels.
    private static final MBType NEIGHBOUR = MBType.I_16x16;

    private final IntraPrediction lumaGuess = new IntraPrediction(16);
    private final IntraPrediction chromaGuess = new IntraPrediction(8);
    private final Residual luma = new Residual(16);
    private final Residual[] chroma = {new Residual(8), new Residual(8)};
    private final int[][] chromaGuesses = new int[2][];
    private final CAVLC lumaLevels;
    private final CAVLC[] chromaLevels;

    IntraCoder(ParameterSets sets) {
        lumaLevels = new CAVLC(sets.sequence, sets.picture, 2, 2);
        chromaLevels =
                new CAVLC[] {
                    new CAVLC(sets.sequence, sets.picture, 1, 1),
                    new CAVLC(sets.sequence, sets.picture, 1, 1)
                };
    }

    /** Registers a copied macroblock, which has no levels. */
    void passOver(int column, int row) {
        clear(lumaLevels, column, row, 4);
        clear(chromaLevels[0], column, row, 2);
        clear(chromaLevels[1], column, row, 2);
    }

    /**
     * @param typeOffset the offset of the slice type for intra macroblock types: 0 in I slices, 5
     *     in P
     */
    void code(BitWriter out, int typeOffset, Yuv source, Yuv decoded, int column, int row) {
        int x = column << 4;
        int top = row << 4;
        var mode = lumaGuess.choose(source.y, decoded.y, x, top);
        lumaGuess.predict(mode, decoded.y, x, top);
        luma.analyze(source.y, x, top, lumaGuess.guess, ParameterSets.QUANTIZER);
        analyzeChroma(0, mode, source.u, decoded.u, x >> 1, top >> 1);
        analyzeChroma(1, mode, source.v, decoded.v, x >> 1, top >> 1);
        int chromaPattern =
                chroma[0].hasDetail || chroma[1].hasDetail
                        ? 2
                        : chroma[0].hasMeans || chroma[1].hasMeans ? 1 : 0;

        int lumaPattern = luma.hasDetail ? 12 : 0;
        ExpGolomb.unsigned(out, typeOffset + 1 + mode.lumaCode + 4 * chromaPattern + lumaPattern);
        ExpGolomb.unsigned(out, mode.chromaCode);
        ExpGolomb.signed(out, 0); // the quantizer stays

        writeLuma(out, column, row);
        writeChroma(out, column, row, chromaPattern);

        luma.reconstruct(decoded.y, x, top, lumaGuess.guess, ParameterSets.QUANTIZER);
        reconstructChroma(0, decoded.u, x >> 1, top >> 1);
        reconstructChroma(1, decoded.v, x >> 1, top >> 1);
    }

    private void analyzeChroma(
            int which, IntraPrediction.Mode mode, Plane source, Plane decoded, int x, int top) {
        chromaGuess.predict(mode, decoded, x, top);
        chromaGuesses[which] = chromaGuess.guess.clone();
        chroma[which].analyze(source, x, top, chromaGuess.guess, ParameterSets.QUANTIZER);
    }

    private void reconstructChroma(int which, Plane decoded, int x, int top) {
        chroma[which].reconstruct(decoded, x, top, chromaGuesses[which], ParameterSets.QUANTIZER);
    }

    private void writeLuma(BitWriter out, int column, int row) {
        lumaLevels.writeLumaDCBlock(
                out,
                column << 2,
                row << 2,
                NEIGHBOUR,
                NEIGHBOUR,
                luma.means,
                H264Const.totalZeros16,
                0,
                16,
                CoeffTransformer.zigzag4x4);
        if (!luma.hasDetail) {
            clear(lumaLevels, column, row, 4);
            return;
        }
        for (int i = 0; i < 16; i++) {
            int dx = H264Const.MB_BLK_OFF_LEFT[i];
            int dy = H264Const.MB_BLK_OFF_TOP[i];
            int[] piece = luma.pieces[dy * 4 + dx];
            writeDetail(lumaLevels, out, (column << 2) + dx, (row << 2) + dy, piece);
        }
    }

    private void writeChroma(BitWriter out, int column, int row, int pattern) {
        if (pattern > 0) {
            for (int which = 0; which < 2; which++) {
                chromaLevels[which].writeChrDCBlock(
                        out, chroma[which].means, H264Const.totalZeros4, 0, 4, NO_SCAN);
            }
        }
        for (int which = 0; which < 2; which++) {
            if (pattern < 2) {
                clear(chromaLevels[which], column, row, 2);
                continue;
            }
            for (int i = 0; i < 4; i++) {
                int x = (column << 1) + (i & 1);
                int y = (row << 1) + (i >> 1);
                writeDetail(chromaLevels[which], out, x, y, chroma[which].pieces[i]);
            }
        }
    }

    private static void writeDetail(CAVLC levels, BitWriter out, int x, int y, int[] piece) {
        levels.writeACBlock(
                out,
                x,
                y,
                NEIGHBOUR,
                NEIGHBOUR,
                piece,
                H264Const.totalZeros16,
                1,
                15,
                CoeffTransformer.zigzag4x4);
    }

    private static void clear(CAVLC levels, int column, int row, int perSide) {
        for (int i = 0; i < perSide; i++) {
            levels.setZeroCoeff(column * perSide + i, row * perSide + i);
        }
    }
}
