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
package io.github.refvideo.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of jobs. */
class JobFoldersTest {

    private static final VideoOrder ORDER =
            new VideoOrder(
                    null,
                    "character1 waves",
                    null,
                    List.of("https://example.com/cat.png"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);

    @TempDir Path directory;

    @Test
    void jobIsDeletedFromTwoPagesAtTheSameTime() throws Exception {
        JobFolders folders =
                new JobFolders(directory, new ObjectMapper().registerModule(new JavaTimeModule()));
        for (int i = 0; i < 50; i++) {
            String id = UUID.randomUUID().toString().replace("-", "");
            JobFolder folder = folders.store(id, ORDER, List.of()).folder();
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> discard(folders, folder));

            discard(folders, folder);

            other.join();
        }
        assertThat(folders.newest(10)).isEmpty();
    }

    private static void discard(JobFolders folders, JobFolder folder) {
        try {
            folders.discard(folder);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
