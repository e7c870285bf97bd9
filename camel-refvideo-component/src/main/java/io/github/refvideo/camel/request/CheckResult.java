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
package io.github.refvideo.camel.request;

import java.util.List;

/**
 * What the checks of one request found.
 *
 * @param problems why it must not be sent; empty when it may
 * @param doubts what the user should know all the same
 */
public record CheckResult(List<Problem> problems, List<Doubt> doubts) {

    /** Nothing was found. */
    public static final CheckResult CLEAN = new CheckResult(List.of(), List.of());

    public CheckResult {
        problems = List.copyOf(problems);
        doubts = List.copyOf(doubts);
    }

    public boolean isValid() {
        return problems.isEmpty();
    }
}
