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
package io.github.refvideo.camel.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.event.DeliveredVideo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of videos that were not delivered yet. */
class UndeliveredFilesTest {

    private static final String JOB = "job";

    private final UndeliveredFiles files = new UndeliveredFiles();

    @TempDir Path directory;

    @Test
    void overlappingAttemptsOfOneMessageLeaveOneFile() throws IOException {
        DeliveredVideo first = video("first.mp4");
        DeliveredVideo second = video("second.mp4");

        assertThat(delivered("message", first)).isSameAs(first);
        assertThat(delivered("message", second)).isSameAs(first);

        assertThat(file(first)).exists();
        assertThat(file(second)).doesNotExist();
        assertThat(files.released(JOB, directory.toString(), "message")).isEqualTo(file(first));
    }

    @Test
    void anotherMessageKeepsItsOwnFile() throws IOException {
        DeliveredVideo first = video("first.mp4");
        DeliveredVideo second = video("second.mp4");

        delivered("message", first);

        assertThat(delivered("another", second)).isSameAs(second);
        assertThat(file(second)).exists();
        assertThat(files.released(JOB, directory.toString(), "another")).isNull();
        assertThat(files.reuse(JOB, directory.toString(), "another")).isNull();
        assertThat(files.reuse(JOB, directory.toString(), "message")).isSameAs(first);
    }

    @Test
    void fileThatTheUserDeletedIsReplaced() throws IOException {
        DeliveredVideo first = video("first.mp4");
        DeliveredVideo second = video("second.mp4");
        delivered("message", first);
        Files.delete(file(first).toPath());

        assertThat(delivered("message", second)).isSameAs(second);
        assertThat(file(second)).exists();
    }

    private DeliveredVideo delivered(String message, DeliveredVideo video) {
        return files.delivered(JOB, directory.toString(), message, video);
    }

    private DeliveredVideo video(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), name);
        return new DeliveredVideo(file.toFile(), "video/mp4", Files.size(file));
    }

    private static File file(DeliveredVideo video) {
        return (File) video.body();
    }
}
