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
import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.RequestOption;
import java.util.ArrayList;
import java.util.List;

/** Collects what the checks of one request find. Not thread-safe. */
final class Findings {

    private final List<Problem> problems = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();

    void problem(RequestOption option, Object value, String allowed) {
        problems.add(Problem.bad(option, value, allowed));
    }

    void doubt(RequestOption option, String details) {
        doubts.add(new Doubt(option, details));
    }

    CheckResult result() {
        return new CheckResult(problems, doubts);
    }
}
