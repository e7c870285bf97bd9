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
 * @param submitted the number of acknowledged submits
 * @param succeeded the number of delivered videos
 * @param failed the number of jobs that ended with an error, by kind; a job whose exchange timed
 *     out may be delivered later and is then counted twice
 * @param videoSeconds total length in seconds of the delivered videos, as reported by the services;
 *     repeated deliveries are not counted
 * @param cost cost in US dollars of the delivered videos, as reported by the services; repeated
 *     deliveries are not counted
 * @param estimatedCost maximum list price in US dollars of the submitted jobs, without unknown
 *     prices
 */
public record JobTotals(
        long submitted,
        long succeeded,
        Map<ErrorKind, Long> failed,
        double videoSeconds,
        BigDecimal cost,
        BigDecimal estimatedCost) {

    /** Without jobs. */
    public static final JobTotals NONE =
            new JobTotals(0, 0, Map.of(), 0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** The number of all failures. */
    public long failures() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }
}
