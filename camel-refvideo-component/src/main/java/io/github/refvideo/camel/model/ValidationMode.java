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
package io.github.refvideo.camel.model;

import io.github.refvideo.camel.request.CheckResult;
import io.github.refvideo.camel.request.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What becomes of a request that a known model cannot do. */
public enum ValidationMode {
    /** It is refused before anything is paid. */
    strict,
    /** It is sent, and what is wrong with it becomes warnings. */
    lenient,
    /** It is sent without a look. */
    off;

    /** Runs the checks as far as this mode wants them, and judges what they found. */
    CheckResult judge(Supplier<CheckResult> checks) {
        return switch (this) {
            case strict -> checks.get();
            case lenient -> asDoubts(checks.get());
            case off -> CheckResult.CLEAN;
        };
    }

    private static CheckResult asDoubts(CheckResult found) {
        List<Doubt> doubts = new ArrayList<>(found.problems().stream().map(Doubt::of).toList());
        doubts.addAll(found.doubts());
        return new CheckResult(List.of(), doubts);
    }
}
