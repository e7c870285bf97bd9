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
package io.github.refvideo.camel.internal.engine;

import java.util.concurrent.CompletableFuture;

/** One step of a job. */
@FunctionalInterface
interface Step {

    /**
     * Does its work without blocking.
     *
     * @return the next step; never completes once the job has ended. A step that fails has a defect
     */
    CompletableFuture<Step> run(StepContext job);

    /** This step, as the result of another one. */
    default CompletableFuture<Step> next() {
        return CompletableFuture.completedFuture(this);
    }
}
