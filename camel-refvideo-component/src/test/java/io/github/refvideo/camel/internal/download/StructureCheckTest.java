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
package io.github.refvideo.camel.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.download.ContainerSniffer.StructureCheck;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a video without an announced length may end. */
class StructureCheckTest {

    private static final String EBML = "1a45dfa3 84 00000000";

    @Test
    void mp4IsCompleteOnlyAtItsEnd() {
        byte[] video = boxes("ftyp", 16, "moov", 40, "free", 8, "mdat", 100);

        assertThat(complete(video)).isTrue();
        for (int length = 0; length < video.length; length++) {
            assertThat(complete(Arrays.copyOf(video, length))).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void descriptionMayBeAtTheEnd() {
        byte[] video = boxes("ftyp", 16, "mdat", 100, "moov", 40);

        assertThat(complete(video)).isTrue();
        assertThat(complete(Arrays.copyOf(video, 124))).isFalse();
    }

    @Test
    void boxesWithALongSizeOrToTheEndAreRead() {
        byte[] large =
                join(
                        boxes("ftyp", 16, "moov", 8),
                        hex("00000001 6d646174 0000000000000014 01020304"));

        assertThat(complete(large)).isTrue();
        assertThat(complete(Arrays.copyOf(large, large.length - 1))).isFalse();
        assertThat(complete(join(boxes("ftyp", 16, "moov", 8), hex("00000000 6d646174 0102"))))
                .isTrue();
    }

    @Test
    void paddingAfterTheVideoIsNoTruncation() {
        assertThat(complete(join(boxes("moov", 8, "mdat", 20), hex("00000003 00000000 00"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A segment of known size; of unknown size with a known cluster; both unknown.
                EBML + "18538067 85 0102030405",
                EBML + "18538067 01ffffffffffffff 1f43b675 84 01020304",
                EBML + "18538067 01ffffffffffffff 1f43b675 01ffffffffffffff e7 81 05 a3 82 0102"
            })
    void webmIsCompleteOnlyAtTheEndOfAnElement(String text) {
        byte[] video = hex(text);

        assertThat(complete(video)).isTrue();
        assertThat(complete(Arrays.copyOf(video, video.length - 1))).isFalse();
        assertThat(complete(hex(EBML))).isFalse();
    }

    @Test
    void anyBytesInAnyPiecesAreRead() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            byte[] start = i % 2 == 0 ? boxes("ftyp", 16, "moov", 8) : hex(EBML + "18538067");
            byte[] all = join(start, bytes);
            StructureCheck pieces = new StructureCheck();
            for (int at = 0; at < all.length; ) {
                int count = Math.min(1 + random.nextInt(20), all.length - at);
                pieces.add(ByteBuffer.wrap(all, at, count));
                at += count;
            }
            assertThat(pieces.isComplete()).isEqualTo(complete(all));
        }
    }

    private static boolean complete(byte[] bytes) {
        StructureCheck check = new StructureCheck();
        check.add(ByteBuffer.wrap(bytes));
        return check.isComplete();
    }

    private static byte[] boxes(Object... typesAndSizes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < typesAndSizes.length; i += 2) {
            int size = (Integer) typesAndSizes[i + 1];
            byte[] type = ((String) typesAndSizes[i]).getBytes(StandardCharsets.US_ASCII);
            out.writeBytes(ByteBuffer.allocate(size).putInt(size).put(type).array());
        }
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }
}
