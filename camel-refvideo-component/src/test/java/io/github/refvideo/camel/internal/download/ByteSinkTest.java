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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.download.VideoSinks.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSinkTest {

    private final ByteSink sink = new ByteSink();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000, 30_000_000})
    void bytesComeOutAsTheyWentIn(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        for (long announced : new long[] {length, -1}) {
            sink.begin(announced);
            for (int at = 0; at < length; at += 7_777) {
                sink.write(ByteBuffer.wrap(bytes, at, Math.min(7_777, length - at)));
            }
            DownloadedVideo video = sink.finish("video/mp4").join();

            assertThat(Arrays.equals(video.content(), bytes)).isTrue();
            assertThat(video.mediaType()).isEqualTo("video/mp4");
        }
    }

    @Test
    void beginningAgainForgets() throws Exception {
        sink.begin(-1);
        sink.write(ByteBuffer.wrap(new byte[100_000]));
        sink.begin(3);
        sink.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(sink.finish("x").join().content()).containsExactly(1, 2, 3);
    }

    @Test
    void moreThanAnnouncedIsRefused() throws Exception {
        sink.begin(3);
        assertThatThrownBy(() -> sink.write(ByteBuffer.allocate(4)))
                .isInstanceOf(IOException.class);
    }
}
