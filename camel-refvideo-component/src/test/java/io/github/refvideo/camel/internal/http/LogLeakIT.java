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
package io.github.refvideo.camel.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLeakIT {

    @TempDir private Path directory;

    @Test
    void nothingConfidentialIsLoggedEvenAtTrace() throws Exception {
        Path log = directory.resolve("trace.log");
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LogLeakMain.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(log);

        assertThat(java.exitValue()).as(text).isZero();
        // The loggers are active, and all requests reached their servers.
        assertThat(text)
                .contains("DEBUG org.apache.hc.client5")
                .contains("outcome: 200", "outcome: 302");
        assertThat(text.lines().filter(line -> line.startsWith("outcome: "))).hasSize(8);
        String basic = "user:" + LogLeakMain.PASSWORD;
        assertThat(text)
                .doesNotContain(
                        LogLeakMain.KEY,
                        LogLeakMain.QUERY,
                        LogLeakMain.BODY,
                        LogLeakMain.PASSWORD,
                        LogLeakMain.LOCATION,
                        Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    }
}
