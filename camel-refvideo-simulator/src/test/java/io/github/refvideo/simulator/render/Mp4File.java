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
package io.github.refvideo.simulator.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the boxes of an MP4 file, independently of the code that wrote it. */
public final class Mp4File {

    private final ByteBuffer file;
    private final List<String> topLevel = new ArrayList<>();

    public Mp4File(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
        for (int at = 0; at < bytes.length; at += file.getInt(at)) {
            topLevel.add(name(at));
        }
    }

    List<String> topLevel() {
        return topLevel;
    }

    int width() {
        return file.getShort(sampleEntry() + 32);
    }

    int height() {
        return file.getShort(sampleEntry() + 34);
    }

    int shownWidth() {
        return file.getInt(box("moov", "trak", "tkhd") + 84) >> 16;
    }

    int shownHeight() {
        return file.getInt(box("moov", "trak", "tkhd") + 88) >> 16;
    }

    int frames() {
        return file.getInt(box("moov", "trak", "mdia", "minf", "stbl", "stsz") + 16);
    }

    double seconds() {
        int header = box("moov", "mvhd");
        return file.getInt(header + 24) / (double) file.getInt(header + 20);
    }

    double trackSeconds() {
        int header = box("moov", "trak", "mdia", "mdhd");
        return file.getInt(header + 24) / (double) file.getInt(header + 20);
    }

    /** Numbers of the key frames, from 1. */
    List<Integer> keys() {
        int table = box("moov", "trak", "mdia", "minf", "stbl", "stss");
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < file.getInt(table + 12); i++) {
            keys.add(file.getInt(table + 16 + 4 * i));
        }
        return keys;
    }

    /** The NAL units of all frames, in order; each frame has one. */
    List<byte[]> units() {
        int sizes = box("moov", "trak", "mdia", "minf", "stbl", "stsz");
        int at = file.getInt(box("moov", "trak", "mdia", "minf", "stbl", "stco") + 16);
        List<byte[]> units = new ArrayList<>();
        for (int i = 0; i < frames(); i++) {
            int size = file.getInt(sizes + 20 + 4 * i);
            if (file.getInt(at) != size - 4) {
                throw new IllegalStateException("frame " + i + " has more than one unit");
            }
            byte[] unit = new byte[size - 4];
            file.get(at + 4, unit);
            units.add(unit);
            at += size;
        }
        if (at != file.limit()) {
            throw new IllegalStateException("frames end at " + at + ", file at " + file.limit());
        }
        return units;
    }

    private int sampleEntry() {
        return box("moov", "trak", "mdia", "minf", "stbl", "stsd") + 16;
    }

    private int box(String... path) {
        int from = 0;
        int to = file.limit();
        int found = -1;
        for (String wanted : path) {
            found = -1;
            for (int at = from; at < to && found < 0; at += file.getInt(at)) {
                if (name(at).equals(wanted)) {
                    found = at;
                }
            }
            if (found < 0) {
                throw new IllegalStateException("no box " + wanted);
            }
            from = found + 8;
            to = found + file.getInt(found);
        }
        return found;
    }

    private String name(int at) {
        byte[] name = new byte[4];
        file.get(at + 4, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
