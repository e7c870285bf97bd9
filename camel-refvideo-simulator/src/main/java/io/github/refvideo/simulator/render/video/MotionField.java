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
 * The motion of the macroblocks coded so far, and the motion vector prediction for the next one
 * (clause 8.4.1.3). Vectors are in pixels and point to the source of the block.
 */
final class MotionField {

    private static final Displacement INTRA = null;

    private final int columns;
    private final Displacement[] moved;

    MotionField(int columns, int rows) {
        this.columns = columns;
        this.moved = new Displacement[columns * rows];
    }

    void reset() {
        Arrays.fill(moved, INTRA);
    }

    void set(int column, int row, Displacement displacement) {
        moved[row * columns + column] = displacement;
    }

    /** The displacement of a skipped macroblock. */
    Displacement whenSkipped(int column, int row) {
        if (column == 0 || row == 0) {
            return Displacement.NONE;
        }
        if (Displacement.NONE.equals(at(column - 1, row))
                || Displacement.NONE.equals(at(column, row - 1))) {
            return Displacement.NONE;
        }
        return expected(column, row);
    }

    /** The predicted displacement, from which a coded one is a difference. */
    Displacement expected(int column, int row) {
        boolean hasLeft = column > 0;
        if (row == 0) {
            Displacement left = hasLeft ? at(column - 1, row) : INTRA;
            return left == INTRA ? Displacement.NONE : left;
        }
        Displacement left = hasLeft ? at(column - 1, row) : INTRA;
        Displacement above = at(column, row - 1);
        Displacement corner =
                column < columns - 1
                        ? at(column + 1, row - 1)
                        : hasLeft ? at(column - 1, row - 1) : INTRA;
        return combine(left, above, corner);
    }

    private static Displacement combine(Displacement a, Displacement b, Displacement c) {
        int known = (a == INTRA ? 0 : 1) + (b == INTRA ? 0 : 1) + (c == INTRA ? 0 : 1);
        if (known == 1) {
            return a != INTRA ? a : b != INTRA ? b : c;
        }
        Displacement left = a == INTRA ? Displacement.NONE : a;
        Displacement above = b == INTRA ? Displacement.NONE : b;
        Displacement corner = c == INTRA ? Displacement.NONE : c;
        return new Displacement(
                median(left.dx(), above.dx(), corner.dx()),
                median(left.dy(), above.dy(), corner.dy()));
    }

    private static int median(int a, int b, int c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private Displacement at(int column, int row) {
        return moved[row * columns + column];
    }
}
