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

import org.junit.jupiter.api.Test;

class CaptionTest {

    private static final double SIZE = 14;

    @Test
    void linesKeepWithinTheirWidth() {
        var lines = Caption.wrap("the quick brown fox jumps over the lazy dog", SIZE, 120, 9);
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines).allMatch(line -> StrokeFont.width(line, SIZE) <= 120);
        assertThat(String.join(" ", lines))
                .isEqualTo("the quick brown fox jumps over the lazy dog");
    }

    @Test
    void excessTextEndsInAnEllipsis() {
        var lines = Caption.wrap("word ".repeat(100), SIZE, 200, 2);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).endsWith("\u2026");
        assertThat(StrokeFont.width(lines.get(1), SIZE)).isLessThanOrEqualTo(200);
    }

    @Test
    void scriptsWithoutSpacesAreBrokenToo() {
        var lines = Caption.wrap("\u732b".repeat(50), SIZE, 150, 10);
        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(String.join("", lines)).isEqualTo("\u732b".repeat(50));
    }

    @Test
    void nothingGivesNoLine() {
        assertThat(Caption.wrap("", SIZE, 100, 2)).isEmpty();
    }

    @Test
    void lineTooNarrowForALetterStillEnds() {
        assertThat(Caption.wrap("abc def", SIZE, 1, 2)).hasSize(2);
    }
}
