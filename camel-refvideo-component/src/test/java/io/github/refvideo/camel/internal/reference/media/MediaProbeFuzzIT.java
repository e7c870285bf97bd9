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
package io.github.refvideo.camel.internal.reference.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Broken media is looked at like any other. */
class MediaProbeFuzzIT {

    private static final int MOST_BYTES_READ = 3 * 1024 * 1024;

    @Provide
    Arbitrary<byte[]> media() {
        return Mutations.ofBytes(MediaSamples.all())
                .with(
                        "moov",
                        "mvhd",
                        "tkhd",
                        "trak",
                        "ftyp",
                        "meta",
                        "ispe",
                        "\u0000\u0000\u0000\u0001",
                        "\u0000",
                        "IHDR",
                        "tRNS",
                        "data",
                        "fmt ",
                        "VP8X",
                        "VP8 ",
                        "VP8L",
                        "mdia",
                        "hdlr",
                        "vide",
                        "soun",
                        "pict",
                        "moof",
                        "traf",
                        "tfhd",
                        "tfdt",
                        "trun",
                        "sidx",
                        "mvex",
                        "mehd",
                        "trex",
                        "free",
                        "ID3",
                        "OggS",
                        "LIST",
                        "\u001a\u0045\u00df\u00a3",
                        "\u0018\u0053\u0080\u0067",
                        "\u0016\u0054\u00ae\u006b",
                        "\u00ff\u00ff\u00ff\u00ff",
                        "\u00ff\u00d9",
                        "IEND",
                        "<!DOCTYPE",
                        "<svg")
                .bytes();
    }

    @Property
    void anyContentIsMediaOrItIsNotAndNoMoreThanAPartOfItIsRead(@ForAll("media") byte[] content)
            throws IOException {
        CountingChannel channel = new CountingChannel(content);

        Optional<MediaDescription> look = MediaProbe.probe(channel);

        assertThat(channel.read).isLessThan(MOST_BYTES_READ);
        if (look.isPresent()) {
            assertThat(look.get().mediaType()).contains("/");
            assertThat(look.get().width()).isNotNegative();
            assertThat(look.get().height()).isNotNegative();
            assertThat(look.get().width() > 0).isEqualTo(look.get().height() > 0);
            assertThat(look.get().durationMillis()).isNotNegative();
            assertThat(MediaType.of(look.get().mediaType())).isPresent();
            assertThat(look.get().defect() == null || !look.get().defect().isBlank()).isTrue();
        } else {
            assertThat(MediaProbe.describe(channel)).isNotBlank();
        }
    }

    /** A file in memory that counts what is read of it. */
    private static final class CountingChannel implements SeekableByteChannel {

        private final byte[] content;
        private long position;
        private long read;

        CountingChannel(byte[] content) {
            this.content = content;
        }

        @Override
        public int read(ByteBuffer target) {
            if (position >= content.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), content.length - position);
            target.put(content, (int) position, count);
            position += count;
            read += count;
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }
    }
}
