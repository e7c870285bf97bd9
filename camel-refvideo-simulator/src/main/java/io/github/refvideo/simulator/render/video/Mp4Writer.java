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
import java.nio.charset.StandardCharsets;

/**
 * Writes a track as an MP4 file with the index (moov) before the pictures, so that playback can
 * start before the download is complete. The file contains no dates, so that the same pictures give
 * the same bytes.
 */
final class Mp4Writer {

    private static final int[] UNROTATED = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
    private static final int NORMAL_SPEED = 0x10000;
    private static final int ENABLED_AND_SHOWN = 3;
    private static final int UNDETERMINED_LANGUAGE = 0x55c4;
    private static final int SAME_FILE = 1;

    private Mp4Writer() {}

    static byte[] write(Mp4Track track) {
        byte[] type =
                new Box("ftyp").ascii("isom").int32(0x200).ascii("isomiso2avc1mp41").toBytes();
        // The index contains the offset of the pictures, which depends on its own length.
        int indexLength = index(track, 0).toBytes().length;
        int picturesAt = type.length + indexLength + 8;
        byte[] index = index(track, picturesAt).toBytes();

        int pictures = track.samples().stream().mapToInt(Mp4Sample::size).sum();
        ByteBuffer file = ByteBuffer.allocate(picturesAt + pictures);
        file.put(type).put(index);
        file.putInt(8 + pictures).put("mdat".getBytes(StandardCharsets.US_ASCII));
        for (Mp4Sample sample : track.samples()) {
            file.putInt(sample.unit().length).put(sample.unit());
        }
        return file.array();
    }

    private static Box index(Mp4Track track, int picturesAt) {
        return Box.of("moov", movieHeader(track), trackBox(track, picturesAt));
    }

    private static Box movieHeader(Mp4Track track) {
        return Box.full("mvhd", 0, 0)
                .ints(0, 0, track.timescale(), track.duration(), NORMAL_SPEED)
                .int16(0x100)
                .zeros(10)
                .ints(UNROTATED)
                .zeros(24)
                .int32(2);
    }

    private static Box trackBox(Mp4Track track, int picturesAt) {
        Box header =
                Box.full("tkhd", 0, ENABLED_AND_SHOWN)
                        .ints(0, 0, 1, 0, track.duration())
                        .zeros(16)
                        .ints(UNROTATED)
                        .ints(track.width() << 16, track.height() << 16);
        Box media =
                Box.of(
                        "mdia",
                        Box.full("mdhd", 0, 0)
                                .ints(0, 0, track.timescale(), track.duration())
                                .int16(UNDETERMINED_LANGUAGE)
                                .int16(0),
                        Box.full("hdlr", 0, 0)
                                .int32(0)
                                .ascii("vide")
                                .zeros(12)
                                .ascii("simulated storyboard")
                                .int8(0),
                        Box.of(
                                "minf",
                                Box.full("vmhd", 0, 1).zeros(8),
                                Box.of(
                                        "dinf",
                                        Box.full("dref", 0, 0)
                                                .int32(1)
                                                .add(Box.full("url ", 0, SAME_FILE))),
                                SampleTable.write(track, picturesAt)));
        return Box.of("trak", header, media);
    }
}
