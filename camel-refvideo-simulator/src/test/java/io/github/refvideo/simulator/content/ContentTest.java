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
package io.github.refvideo.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every range of a content reads the same, regardless of how the content is composed. */
class ContentTest {
    private final Random random = new Random(7);

    @Test
    void anyPartOfJoinedContentsIsThatPartOfTheWhole() {
        byte[] one = bytes(100);
        byte[] two = bytes(1);
        byte[] three = bytes(77);
        Content joined = Content.joined(List.of(of(one), of(two), Content.zeros(30), of(three)));
        Buffer whole =
                Buffer.buffer(one).appendBytes(two).appendBytes(new byte[30]).appendBytes(three);

        assertEveryPart(joined, whole.getBytes());
    }

    @Test
    void sliceOfASliceIsWhereItShouldBe() {
        byte[] all = bytes(200);

        Content slice = of(all).slice(20, 150).slice(5, 100);

        assertEveryPart(slice, Arrays.copyOfRange(all, 25, 125));
        assertThatThrownBy(() -> of(all).slice(190, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> of(all).slice(-1, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void base64ReadInPartsIsTheBase64OfTheWhole() {
        for (int length : new int[] {0, 1, 2, 3, 4, 57, 100, 101, 102}) {
            byte[] all = bytes(length);

            Content text = of(all).base64();

            assertThat(text.length()).isEqualTo(Base64.getEncoder().encode(all).length);
            assertEveryPart(text, Base64.getEncoder().encode(all));
        }
    }

    @Test
    void thousandsOfGigabytesOfZerosNeedNoMemory() {
        Content zeros = Content.zeros(4_000_000_000_000L);

        Content end = Content.joined(List.of(zeros, Content.of("end")));

        assertThat(end.length()).isEqualTo(4_000_000_000_003L);
        assertThat(end.read(3_999_999_999_999L, 4).result().getBytes())
                .containsExactly(0, 'e', 'n', 'd');
    }

    @Test
    void everyPartOfAJoinedContentIsRetainedAndReleasedWithIt() {
        Counting one = new Counting();
        Counting two = new Counting();
        Content joined = Content.joined(List.of(one, two));

        joined.slice(0, 1).base64().retain();
        assertThat(one.users).isEqualTo(1);
        assertThat(two.users).isEqualTo(1);
        joined.slice(0, 1).base64().release();
        assertThat(one.users + two.users).isZero();
    }

    private void assertEveryPart(Content content, byte[] expected) {
        assertThat(content.length()).isEqualTo(expected.length);
        for (int from = 0; from <= expected.length; from++) {
            int length = random.nextInt(expected.length - from + 1);
            assertThat(content.read(from, length).result().getBytes())
                    .as("%d bytes at %d", length, from)
                    .isEqualTo(Arrays.copyOfRange(expected, from, from + length));
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Content of(byte[] bytes) {
        return Content.of(Buffer.buffer(bytes));
    }

    private static final class Counting implements Content {
        private int users;

        @Override
        public long length() {
            return 1;
        }

        @Override
        public io.vertx.core.Future<Buffer> read(long position, int length) {
            return io.vertx.core.Future.succeededFuture(Buffer.buffer(new byte[length]));
        }

        @Override
        public void retain() {
            users++;
        }

        @Override
        public void release() {
            users--;
        }
    }
}
