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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reduces a PNG file to the chunks needed for the image. Other chunks can contain compressed text
 * that expands to gigabytes, and the JDK decompresses some of them even if configured to ignore
 * metadata.
 */
final class PngChunks {

    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;

    private PngChunks() {}

    static byte[] essential(byte[] png) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(png);
        var out = new ByteArrayOutputStream(png.length);
        out.write(png, 0, SIGNATURE);
        in.position(SIGNATURE);
        while (in.remaining() >= FRAME) {
            int start = in.position();
            int length = in.getInt(start);
            if (length < 0 || length > in.remaining() - FRAME) {
                throw new IOException("a chunk is longer than the file");
            }
            String name = new String(png, start + 4, 4, StandardCharsets.ISO_8859_1);
            if (NEEDED.contains(name)) {
                out.write(png, start, FRAME + length);
            }
            in.position(start + FRAME + length);
            if (name.equals("IEND")) {
                return out.toByteArray();
            }
        }
        throw new IOException("the file ends before the image is complete");
    }
}
