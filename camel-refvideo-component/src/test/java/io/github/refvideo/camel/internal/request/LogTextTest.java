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
package io.github.refvideo.camel.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\u0000", "\u000B", "\f", "\u001B", "\u007F", "\u0085", "\u009B",
                "\u200B", "\u202E", "\u2028", "\u2029", "\u2066", "\uFEFF"
            })
    void noCharacterBreaksOrTurnsTheLine(String character) {
        assertThat(LogText.line("a" + character + "b", 10)).isEqualTo("a b");
    }

    @Test
    void otherCharactersStay() {
        assertThat(LogText.line("grüße, 猫, \uD83D\uDC31", 20)).isEqualTo("grüße, 猫, \uD83D\uDC31");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(LogText.line("abcdef", 3)).isEqualTo("abc...");
        assertThat(LogText.line("ab\uD83D\uDC31f", 3)).isEqualTo("ab...");
        assertThat(LogText.line("ab\uD83D\uDC31f", 4)).isEqualTo("ab\uD83D\uDC31...");
    }
}
