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

/** The variable-length numbers of H.264 headers (clause 9.1). */
final class ExpGolomb {

    private ExpGolomb() {}

    /** ue(v). JCodec's own writer stops at 15 bits, which a run of skipped blocks can exceed. */
    static void unsigned(BitWriter out, int value) {
        int bits = 31 - Integer.numberOfLeadingZeros(value + 1);
        out.writeNBit(0, bits);
        out.writeNBit(value + 1, bits + 1);
    }

    /** se(v). */
    static void signed(BitWriter out, int value) {
        unsigned(out, value > 0 ? 2 * value - 1 : -2 * value);
    }
}
