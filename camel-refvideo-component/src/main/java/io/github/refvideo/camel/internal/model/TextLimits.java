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
package io.github.refvideo.camel.internal.model;

/**
 * How long a model's texts may be, in Unicode characters.
 *
 * @param prompt the longest prompt; {@link Integer#MAX_VALUE} when it is not known
 * @param cjkWeight how many characters a Chinese, Japanese or Korean one counts for
 * @param cuts whether a longer prompt is cut without a word, rather than refused
 * @param negativePrompt whether the model takes a negative prompt
 * @param negativePromptMax the longest negative prompt; {@link Integer#MAX_VALUE} when it is not
 *     known
 */
public record TextLimits(
        int prompt, int cjkWeight, boolean cuts, Support negativePrompt, int negativePromptMax) {

    /** The length of a prompt as this model counts it. */
    public int lengthOf(String text) {
        long length =
                text.codePoints().mapToLong(c -> cjkWeight > 1 && isCjk(c) ? cjkWeight : 1).sum();
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    private static boolean isCjk(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL;
    }
}
