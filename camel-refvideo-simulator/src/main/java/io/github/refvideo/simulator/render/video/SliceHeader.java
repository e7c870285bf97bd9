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

import org.jcodec.common.io.BitWriter;

/** The slice header (clause 7.3.3), with one slice per picture. */
enum SliceHeader {
    /** Predicted from the previous picture. */
    PREDICTED(0),
    /** Key picture; a player can seek here. */
    KEY(2);

    private static final int DEBLOCKING_ON = 0;
    private static final int LEAST_THRESHOLD = -6;

    private final int sliceType;

    SliceHeader(int sliceType) {
        this.sliceType = sliceType;
    }

    /**
     * @param number pictures since the last key picture
     * @param keyNumber key pictures since the start; two in a row must not carry the same id
     */
    void write(BitWriter out, int number, int keyNumber) {
        ExpGolomb.unsigned(out, 0); // first macroblock
        ExpGolomb.unsigned(out, sliceType);
        ExpGolomb.unsigned(out, 0); // picture parameter set
        out.writeNBit(number, ParameterSets.FRAME_NUMBER_BITS);
        if (this == KEY) {
            ExpGolomb.unsigned(out, keyNumber & 1);
            out.write1Bit(0); // show the pictures before
            out.write1Bit(0); // no long-term reference
        } else {
            out.write1Bit(0); // as many references as the parameter set says
            out.write1Bit(0); // in their natural order
            out.write1Bit(0); // forget the oldest
        }
        ExpGolomb.signed(out, 0); // quantizer as in the parameter set
        // The deblocking filter would change copied blocks along their edges, so that copies drift.
        // Some players ignore the flag that disables it; all respect these thresholds, which are
        // never reached at this quantizer.
        ExpGolomb.unsigned(out, DEBLOCKING_ON);
        ExpGolomb.signed(out, LEAST_THRESHOLD);
        ExpGolomb.signed(out, LEAST_THRESHOLD);
    }
}
