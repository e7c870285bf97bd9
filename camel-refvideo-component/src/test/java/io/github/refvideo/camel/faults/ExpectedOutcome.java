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
package io.github.refvideo.camel.faults;

import io.github.refvideo.camel.error.ErrorKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of an exchange, in the words of docs/manual/pay-once.adoc.
 *
 * @param kinds the error must have one of these kinds; empty for success
 * @param handle whether the error carries the job's handle
 * @param answer the body of a status or cancel operation; null for a video
 */
record ExpectedOutcome(Set<ErrorKind> kinds, boolean handle, String answer) {

    private static final Pattern WORD = Pattern.compile("`([A-Z_]+)`");

    /**
     * @param text such as {@code video}, {@code `TIMEOUT` or `DOWNLOAD`, handle} or {@code returns
     *     `RUNNING`}
     */
    static ExpectedOutcome parse(String text) {
        if (text.equals("video")) {
            return new ExpectedOutcome(Set.of(), false, null);
        }
        Matcher words = WORD.matcher(text);
        if (text.startsWith("returns ") && words.find()) {
            return new ExpectedOutcome(Set.of(), false, words.group(1));
        }
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        while (words.find()) {
            kinds.add(ErrorKind.valueOf(words.group(1)));
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("docs/manual/pay-once.adoc: no outcome: " + text);
        }
        return new ExpectedOutcome(kinds, text.endsWith(", handle"), null);
    }

    boolean succeeds() {
        return kinds.isEmpty();
    }

    boolean only(ErrorKind kind) {
        return kinds.equals(Set.of(kind));
    }
}
