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
package io.github.refvideo.it.patterns;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pattern with one fault, for one operation, one service, with a key or without.
 *
 * @param output the option of the endpoint
 * @param expected what the page says
 */
record PatternCase(
        RoutePattern pattern,
        Fault fault,
        boolean submitAndAwait,
        Fault.Service service,
        boolean withKey,
        String output,
        Expected expected) {

    /** The row of the page for a call without a key, or with one. */
    private static final Pattern BY_KEY = Pattern.compile("no key: (.*); key: (.*)");

    private static final Pattern TEXT = Pattern.compile("(video|no error|`([A-Z_]+)`), (\\d) paid");

    /**
     * The expected result on the page.
     *
     * @param video whether the video of each job arrived at the next step
     * @param kind of the error for the caller; null if there is none
     */
    record Expected(boolean video, String kind, int paid) {

        static Expected parse(String patternCase, boolean withKey) {
            Matcher byKey = BY_KEY.matcher(patternCase);
            String text = byKey.matches() ? byKey.group(withKey ? 2 : 1) : patternCase;
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("docs/manual/pay-once.adoc: " + patternCase);
            }
            return new Expected(
                    matcher.group(1).equals("video"),
                    matcher.group(2),
                    Integer.parseInt(matcher.group(3)));
        }
    }

    @Override
    public String toString() {
        return "%s, %s, %s at %s, %s, %s"
                .formatted(
                        pattern.row(),
                        fault,
                        submitAndAwait ? "submit and await" : "generate",
                        service.provider(),
                        withKey ? "with key" : "without key",
                        output);
    }
}
