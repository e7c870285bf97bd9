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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.error.ErrorKind;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What became of all jobs since the engine started.
 *
 * @param submitted submits that were acknowledged: from then on a job costs money
 * @param succeeded videos that were delivered
 * @param failed jobs that ended with an error, or were given up, by the kind of error; a job that
 *     was given up may still be fetched by its handle, and then counts among the succeeded as well
 * @param videoSeconds length of the delivered videos together, as far as services tell it; a job
 *     that is delivered again is not counted again
 * @param cost what services say that the delivered videos cost; those that say nothing count
 *     nothing, and a job that is delivered again is not counted again
 * @param estimatedCost of the submitted jobs by list price, at most; an unknown price counts
 *     nothing
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
