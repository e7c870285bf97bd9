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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryboardTest {

    @ParameterizedTest
    @CsvSource({
        "15, 100, 1, 30, width",
        "100, 101, 1, 30, height",
        "4098, 100, 1, 30, width",
        "0, 100, 1, 30, width",
        "100, -2, 1, 30, height",
        "100, 100, 0, 30, seconds",
        "100, 100, -1, 30, seconds",
        "100, 100, NaN, 30, seconds",
        "100, 100, 60.1, 30, seconds",
        "100, 100, 1, 0, framesPerSecond",
        "100, 100, 1, 61, framesPerSecond"
    })
    void impossibleVideosAreRefusedByName(
            int width, int height, double seconds, int rate, String culprit) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Storyboard(
                                        width, height, seconds, rate, false, "", List.of(), "", 0))
                .withMessageContaining(culprit);
    }

    @Test
    void missingTextsCountAsEmpty() {
        var storyboard = new Storyboard(16, 16, 1, 1, false, null, List.of(), null, 0);
        assertThat(storyboard.prompt()).isEmpty();
        assertThat(storyboard.model()).isEmpty();
    }
}
