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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadMemoryIT {

    private static final int MIB = 1024 * 1024;

    @TempDir private Path directory;

    @Test
    void videoOfKnownLengthTakesItsSizeAndATenthAtMost() throws Exception {
        assertThat(download(200, "-Xmx220m")).contains("downloaded " + 200 * MIB);
    }

    @Test
    void videoThatDoesNotFitIsAnErrorLikeOthers() throws Exception {
        assertThat(download(200, "-Xmx100m")).contains("localhost does not fit into memory");
    }

    private String download(int mib, String heap) throws Exception {
        Path log = directory.resolve("out.log");
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmn8m",
                                heap,
                                "-cp",
                                System.getProperty("java.class.path"),
                                DownloadMemoryMain.class.getName(),
                                String.valueOf(mib * MIB))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }
}
