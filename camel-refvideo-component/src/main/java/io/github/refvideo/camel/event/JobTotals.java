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
package io.github.refvideo.camel.event;

import io.github.refvideo.camel.error.ErrorKind;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Totals of all jobs since the component started.
 *
 * @param submitted acknowledged submits: from then on a job costs money
 * @param succeeded delivered videos
 * @param failed jobs that ended with an error, by the kind of error; a job whose exchange timed out
 *     may be delivered later, and then counts among the succeeded as well
 * @param videoSeconds total length of the delivered videos, as far as services report it; a job
 *     that is delivered again is not counted again
 * @param cost what services report as the cost of the delivered videos; a job that is delivered
 *     again is not counted again
 * @param estimatedCost maximum list price of the submitted jobs; an unknown price counts nothing
 */
public record JobTotals(
        long submitted,
        long succeeded,
        Map<ErrorKind, Long> failed,
        double videoSeconds,
        BigDecimal cost,
        BigDecimal estimatedCost) {

    /** No job yet. */
    public static final JobTotals NONE =
            new JobTotals(0, 0, Map.of(), 0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** All failures together. */
    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }
}
