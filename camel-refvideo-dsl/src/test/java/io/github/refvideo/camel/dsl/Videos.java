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
package io.github.refvideo.camel.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The videos of a route. */
public final class Videos {

    private Videos() {}

    /** Waits for the video in a folder and checks that it is an MP4 with frames. */
    public static Path theOneIn(Path folder) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> in(folder).size() == 1);
        Path video = in(folder).get(0);
        try {
            assertIsVideo(Files.readAllBytes(video));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return video;
    }

    public static void assertIsVideo(byte[] video) {
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(video.length).isGreaterThan(10_000);
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
