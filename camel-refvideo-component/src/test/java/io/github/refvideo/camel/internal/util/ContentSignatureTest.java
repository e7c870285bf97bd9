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
package io.github.refvideo.camel.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContentSignatureTest {

    @ParameterizedTest
    @CsvSource({
        "GIF87a..., GIF",
        "GIF89a..., GIF",
        "RIFF1234WEBPVP8, WEBP",
        "RIFF1234WAVEfmt, WAV",
        "RF641234WAVEds64, WAV",
        "RIFF1234AVI LIST, AVI",
        "%PDF-1.7, PDF",
        "Rar!1, RAR"
    })
    void oneSignatureMatches(String head, ContentSignature expected) {
        assertThat(matching(head)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"GIF88a", "RIFF1234", "RIFFWEBP", "RF641234WEBP", "xGIF89a", "%PD", "''"})
    void incompleteOrMisplacedSignaturesDoNotMatch(String head) {
        assertThat(matching(head)).isEmpty();
    }

    /** A format must not hide another one. */
    @ParameterizedTest
    @EnumSource
    void noSignatureIsTheBeginningOfAnother(ContentSignature signature) {
        StringBuilder head = new StringBuilder();
        signature.matches(
                (offset, bytes) -> {
                    head.setLength((int) Math.max(offset, head.length()));
                    head.replace((int) offset, (int) offset + bytes.length(), bytes);
                    return true;
                });

        assertThat(matching(head.toString())).containsExactly(signature);
    }

    private static List<ContentSignature> matching(String head) {
        return Arrays.stream(ContentSignature.values())
                .filter(signature -> signature.matches(head))
                .toList();
    }
}
