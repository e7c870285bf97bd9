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

import java.util.List;

/** The boxes with the type and file offset of each picture. */
final class SampleTable {

    private static final int RESOLUTION_72_DPI = 72 << 16;
    private static final int BT_709 = 1;

    private SampleTable() {}

    static Box write(Mp4Track track, int firstSampleAt) {
        return Box.of(
                "stbl",
                Box.full("stsd", 0, 0).int32(1).add(sampleEntry(track)),
                Box.full("stts", 0, 0).ints(1, track.samples().size(), Mp4Track.FRAME_TICKS),
                keys(track.samples()),
                Box.full("stsc", 0, 0).ints(1, 1, track.samples().size(), 1),
                sizes(track.samples()),
                Box.full("stco", 0, 0).ints(1, firstSampleAt));
    }

    private static Box sampleEntry(Mp4Track track) {
        return new Box("avc1")
                .zeros(6)
                .int16(1)
                .zeros(16)
                .int16(track.width())
                .int16(track.height())
                .ints(RESOLUTION_72_DPI, RESOLUTION_72_DPI, 0)
                .int16(1)
                .zeros(32)
                .int16(24)
                .int16(-1)
                .add(decoderConfiguration(track))
                .add(
                        new Box("colr")
                                .ascii("nclx")
                                .int16(BT_709)
                                .int16(BT_709)
                                .int16(BT_709)
                                .int8(0))
                .add(new Box("pasp").ints(1, 1));
    }

    private static Box decoderConfiguration(Mp4Track track) {
        byte[] sequence = track.sequenceUnit();
        byte[] picture = track.pictureUnit();
        return new Box("avcC")
                .int8(1)
                .int8(sequence[1])
                .int8(sequence[2])
                .int8(sequence[3])
                .int8(0xfc | (Mp4Sample.LENGTH_BYTES - 1))
                .int8(0xe0 | 1)
                .int16(sequence.length)
                .bytes(sequence)
                .int8(1)
                .int16(picture.length)
                .bytes(picture);
    }

    private static Box keys(List<Mp4Sample> samples) {
        Box box = Box.full("stss", 0, 0);
        box.int32((int) samples.stream().filter(Mp4Sample::key).count());
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).key()) {
                box.int32(i + 1);
            }
        }
        return box;
    }

    private static Box sizes(List<Mp4Sample> samples) {
        Box box = Box.full("stsz", 0, 0).ints(0, samples.size());
        samples.forEach(sample -> box.int32(sample.size()));
        return box;
    }
}
