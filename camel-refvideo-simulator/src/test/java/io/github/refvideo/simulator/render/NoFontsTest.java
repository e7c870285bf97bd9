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
package io.github.refvideo.simulator.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JDK on a minimal server has no fonts, and the first use of a font throws. */
class NoFontsTest {

    @TempDir Path directory;

    /** Runs in a separate JVM that logs every loaded class. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            ReferenceImage.decode(
                    "character1",
                    "a.png",
                    Sample.encode(Sample.plain(9, 9, java.awt.Color.RED), "png"),
                    null);
            new StoryboardRenderer().render(Sample.storyboard(320, 180, 1, 10, true));
            new StoryboardRenderer().render(Sample.withPrompt("in a caf\u00e9"));
        }
    }

    @Test
    void renderingNeverLooksForAFont() throws Exception {
        Path classes = directory.resolve("classes.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.awt.headless=true",
                                "-Xlog:class+load:file=" + classes,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(classes))
                .contains("StrokeFont")
                .doesNotContain("sun.font.FontManager")
                .doesNotContain("sun.font.SunFontManager")
                .doesNotContain("FontConfiguration");
    }
}
