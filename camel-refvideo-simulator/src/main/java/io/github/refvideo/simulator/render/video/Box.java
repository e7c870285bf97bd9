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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A box of an MP4 file (ISO/IEC 14496-12): size, four-character code, content. Big-endian. */
final class Box {

    private final String name;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Box(String name) {
        this.name = name;
    }

    /** A box whose content starts with a version and flags. */
    static Box full(String name, int version, int flags) {
        return new Box(name).int32(version << 24 | flags);
    }

    static Box of(String name, Box... children) {
        var box = new Box(name);
        for (Box child : children) {
            box.add(child);
        }
        return box;
    }

    Box add(Box child) {
        return bytes(child.toBytes());
    }

    Box int8(int value) {
        content.write(value);
        return this;
    }

    Box int16(int value) {
        return int8(value >> 8).int8(value);
    }

    Box int32(int value) {
        return int16(value >> 16).int16(value);
    }

    Box ints(int... values) {
        for (int value : values) {
            int32(value);
        }
        return this;
    }

    Box zeros(int count) {
        return bytes(new byte[count]);
    }

    Box ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    Box bytes(byte[] value) {
        content.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        var framed = new Box(name);
        framed.int32(8 + content.size()).ascii(name).bytes(content.toByteArray());
        return framed.content.toByteArray();
    }
}
