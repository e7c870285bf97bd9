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
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.model.ColorSpace;

/** The parameter sets of the stream: size, level, colours, frame rate. */
final class ParameterSets {

    static final int FRAME_NUMBER_BITS = 8;

    /** Above 27 the deblocking filter would take effect, see {@link SliceHeader}. */
    static final int QUANTIZER = 23;

    private static final int BASELINE = 66;
    private static final int BT_709 = 1;
    private static final int UNSPECIFIED_FORMAT = 5;
    private static final int OUTPUT_IN_CODING_ORDER = 2;

    final SeqParameterSet sequence = new SeqParameterSet();
    final PictureParameterSet picture = new PictureParameterSet();

    ParameterSets(int width, int height, int framesPerSecond) {
        int columns = (width + 15) >> 4;
        int rows = (height + 15) >> 4;
        sequence.profileIdc = BASELINE;
        sequence.constraintSet0Flag = true;
        sequence.constraintSet1Flag = true; // "constrained baseline": supported by every player
        sequence.levelIdc = Level.of(columns, rows, framesPerSecond).idc;
        sequence.chromaFormatIdc = ColorSpace.YUV420J;
        sequence.log2MaxFrameNumMinus4 = FRAME_NUMBER_BITS - 4;
        sequence.picOrderCntType = OUTPUT_IN_CODING_ORDER;
        sequence.numRefFrames = 1;
        sequence.picWidthInMbsMinus1 = columns - 1;
        sequence.picHeightInMapUnitsMinus1 = rows - 1;
        sequence.frameMbsOnlyFlag = true;
        sequence.direct8x8InferenceFlag = true;
        // Cropping counts in colour samples, which are two pixels wide and high.
        sequence.frameCropRightOffset = ((columns << 4) - width) >> 1;
        sequence.frameCropBottomOffset = ((rows << 4) - height) >> 1;
        sequence.frameCroppingFlag =
                sequence.frameCropRightOffset + sequence.frameCropBottomOffset > 0;
        sequence.vuiParams = usability(framesPerSecond);

        picture.picInitQpMinus26 = QUANTIZER - 26;
        picture.deblockingFilterControlPresentFlag = true;
    }

    private static VUIParameters usability(int framesPerSecond) {
        var vui = new VUIParameters();
        vui.videoSignalTypePresentFlag = true;
        vui.videoFormat = UNSPECIFIED_FORMAT;
        vui.videoFullRangeFlag = false;
        vui.colourDescriptionPresentFlag = true;
        vui.colourPrimaries = BT_709;
        vui.transferCharacteristics = BT_709;
        vui.matrixCoefficients = BT_709;
        vui.timingInfoPresentFlag = true;
        vui.numUnitsInTick = 1;
        vui.timeScale = 2 * framesPerSecond; // the clock ticks in fields
        vui.fixedFrameRateFlag = true;
        vui.bitstreamRestriction = new VUIParameters.BitstreamRestriction();
        vui.bitstreamRestriction.motionVectorsOverPicBoundariesFlag = false;
        vui.bitstreamRestriction.log2MaxMvLengthHorizontal = 8;
        vui.bitstreamRestriction.log2MaxMvLengthVertical = 8;
        vui.bitstreamRestriction.numReorderFrames = 0;
        vui.bitstreamRestriction.maxDecFrameBuffering = 1;
        return vui;
    }

    byte[] sequenceUnit() {
        ByteBuffer payload = ByteBuffer.allocate(256);
        sequence.write(payload);
        payload.flip();
        return NalUnit.SEQUENCE_PARAMETERS.wrap(payload);
    }

    byte[] pictureUnit() {
        ByteBuffer payload = ByteBuffer.allocate(256);
        picture.write(payload);
        payload.flip();
        return NalUnit.PICTURE_PARAMETERS.wrap(payload);
    }
}
