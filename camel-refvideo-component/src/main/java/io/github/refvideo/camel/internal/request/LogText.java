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

import java.util.regex.Pattern;

/** Text from messages and services as one line of bounded length, for exceptions and logs. */
public final class LogText {

    /**
     * Control and format characters, and the line and paragraph separators outside ASCII: they
     * could forge log lines or reverse the order of displayed text.
     */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private LogText() {}

    /**
     * @param maxLength in characters; longer text is cut and ends with an ellipsis
     */
    public static String line(String text, int maxLength) {
        return cut(UNPRINTABLE.matcher(text).replaceAll(" "), maxLength);
    }

    /** Cuts text without leaving half of a surrogate pair. */
    public static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end) + "...";
    }
}
