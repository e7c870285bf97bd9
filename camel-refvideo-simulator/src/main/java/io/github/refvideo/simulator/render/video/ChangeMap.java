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

import java.awt.Rectangle;
import java.util.BitSet;
import java.util.List;

/** The macroblocks that some {@link Change} touches. */
final class ChangeMap {

    private final int columns;
    private final BitSet touched;
    private final List<Displacement> moves;

    private ChangeMap(int columns, BitSet touched, List<Displacement> moves) {
        this.columns = columns;
        this.touched = touched;
        this.moves = moves;
    }

    static ChangeMap of(List<Change> changes, int columns, int rows) {
        var touched = new BitSet(columns * rows);
        var picture = new Rectangle(0, 0, columns << 4, rows << 4);
        for (Change change : changes) {
            Rectangle area = change.area().intersection(picture);
            if (area.isEmpty()) {
                continue;
            }
            int first = area.x >> 4;
            int last = (area.x + area.width - 1) >> 4;
            for (int row = area.y >> 4; row <= (area.y + area.height - 1) >> 4; row++) {
                touched.set(row * columns + first, row * columns + last + 1);
            }
        }
        List<Displacement> moves =
                changes.stream()
                        .map(Change::moved)
                        .filter(Displacement::isCodable)
                        .distinct()
                        .toList();
        return new ChangeMap(columns, touched, moves);
    }

    boolean isTouched(int column, int row) {
        return touched.get(row * columns + column);
    }

    List<Displacement> moves() {
        return moves;
    }
}
