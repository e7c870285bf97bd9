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

import java.nio.ByteBuffer;
import org.jcodec.common.io.BitWriter;

/**
 * Codes a sequence of pictures. Keeps the source and the decoded form of the previous picture for
 * motion detection and copying. Not thread-safe.
 */
final class PictureCoder {

    private static final int INTRA_IN_KEY = 0;
    private static final int INTRA_IN_PREDICTED = 5;
    private static final int BYTES_PER_MACROBLOCK = 1024;

    private final ParameterSets sets;
    private final int columns;
    private final int rows;
    private final MotionField motion;
    private final ByteBuffer bits;
    private Yuv decoded;
    private Yuv decodedBefore;
    private int number;
    private int keyNumber;

    PictureCoder(ParameterSets sets, int width, int height) {
        this.sets = sets;
        this.decoded = new Yuv(width, height);
        this.decodedBefore = new Yuv(width, height);
        this.columns = decoded.columns;
        this.rows = decoded.rows;
        this.motion = new MotionField(columns, rows);
        this.bits = ByteBuffer.allocate(columns * rows * BYTES_PER_MACROBLOCK / 2 + 4096);
    }

    /** Codes a key picture. */
    byte[] key(Yuv source) {
        number = 0;
        BitWriter out = open(SliceHeader.KEY);
        var intra = new IntraCoder(sets);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                intra.code(out, INTRA_IN_KEY, source, decoded, column, row);
            }
        }
        keyNumber++;
        return close(out, NalUnit.IDR_SLICE);
    }

    /** Repeats the previous picture, in about a dozen bytes. */
    byte[] repeat() {
        BitWriter out = open(SliceHeader.PREDICTED);
        ExpGolomb.unsigned(out, columns * rows);
        return close(out, NalUnit.SLICE);
    }

    /**
     * Codes the next picture from its changes.
     *
     * @param changes the areas to examine; their displacements are verified before use
     */
    byte[] next(Yuv source, Yuv sourceBefore, ChangeMap changes) {
        BitWriter out = open(SliceHeader.PREDICTED);
        Yuv last = decoded;
        decoded = decodedBefore;
        decodedBefore = last;
        decoded.copyFrom(last);
        motion.reset();
        var intra = new IntraCoder(sets);
        int skipped = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Displacement moved = findMove(source, sourceBefore, column, row, changes);
                if (moved != null && moved.equals(motion.whenSkipped(column, row))) {
                    skipped++;
                    copy(intra, column, row, moved);
                    continue;
                }
                ExpGolomb.unsigned(out, skipped);
                skipped = 0;
                if (moved == null) {
                    intra.code(out, INTRA_IN_PREDICTED, source, decoded, column, row);
                } else {
                    writeMove(out, moved, motion.expected(column, row));
                    copy(intra, column, row, moved);
                }
            }
        }
        if (skipped > 0) {
            ExpGolomb.unsigned(out, skipped);
        }
        return close(out, NalUnit.SLICE);
    }

    /** The decoded form of the last coded picture. */
    Yuv decoded() {
        return decoded;
    }

    private static Displacement findMove(
            Yuv source, Yuv before, int column, int row, ChangeMap changes) {
        if (!changes.isTouched(column, row)
                || source.sameBlock(column, row, before, Displacement.NONE)) {
            return Displacement.NONE;
        }
        for (Displacement moved : changes.moves()) {
            if (source.sameBlock(column, row, before, moved)) {
                return moved;
            }
        }
        return null;
    }

    private static void writeMove(BitWriter out, Displacement moved, Displacement expected) {
        ExpGolomb.unsigned(out, 0); // one vector for the whole macroblock
        // Vectors count in quarter pixels and point backwards.
        ExpGolomb.signed(out, 4 * (expected.dx() - moved.dx()));
        ExpGolomb.signed(out, 4 * (expected.dy() - moved.dy()));
        ExpGolomb.unsigned(out, 0); // without residual
    }

    private void copy(IntraCoder intra, int column, int row, Displacement moved) {
        motion.set(column, row, moved);
        intra.passOver(column, row);
        if (!moved.equals(Displacement.NONE)) {
            decoded.copyBlock(column, row, decodedBefore, moved);
        }
    }

    private BitWriter open(SliceHeader header) {
        bits.clear();
        var out = new BitWriter(bits);
        header.write(out, number, keyNumber);
        number = (number + 1) & ((1 << ParameterSets.FRAME_NUMBER_BITS) - 1);
        return out;
    }

    private byte[] close(BitWriter out, NalUnit unit) {
        out.write1Bit(1);
        out.flush();
        bits.flip();
        return unit.wrap(bits);
    }
}
