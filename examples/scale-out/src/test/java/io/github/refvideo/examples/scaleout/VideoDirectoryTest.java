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
package io.github.refvideo.examples.scaleout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The final directory of videos. */
class VideoDirectoryTest {

    @TempDir Path directory;

    @Test
    void theSameVideoDeliveredTwiceIsOneFile() throws IOException {
        VideoDirectory videos =
                new VideoDirectory(Files.createDirectory(directory.resolve("videos")));

        String first = videos.put(video("a"), "job_1");
        String second = videos.put(video("b"), "job_1");

        assertThat(second).isEqualTo(first);
        assertThat(directory.resolve("videos")).isDirectoryContaining("glob:**/job_1.mp4");
        assertThat(Path.of(second)).hasContent("b");
        assertThat(directory.resolve("a")).doesNotExist();
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../job", "a/b", "", ".", "a\\b", "job\n"})
    void invalidIdIsNotMoved(String job) throws IOException {
        VideoDirectory videos = new VideoDirectory(directory);
        File video = video("a");

        assertThatThrownBy(() -> videos.put(video, job))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(video).exists();
    }

    private File video(String name) throws IOException {
        return Files.writeString(directory.resolve(name), name).toFile();
    }
}
