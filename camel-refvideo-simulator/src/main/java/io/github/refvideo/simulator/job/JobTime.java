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
package io.github.refvideo.simulator.job;

import java.time.Duration;
import java.util.Random;

/** The running time of the simulator's jobs. Random values are drawn from the simulator's seed. */
@FunctionalInterface
public interface JobTime {
    /** The running time of the next job. */
    Duration next(Random random);

    /** Finished immediately (references still have to be fetched). */
    static JobTime instant() {
        return fixed(Duration.ZERO);
    }

    /** The same time for every job. */
    static JobTime fixed(Duration time) {
        return random -> time;
    }

    /** Uniformly distributed between the two durations. */
    static JobTime uniform(Duration min, Duration max) {
        long span = max.minus(min).toMillis();
        if (span < 0) {
            throw new IllegalArgumentException(
                    "The shortest time " + min + " is longer than the longest " + max);
        }
        return random -> min.plusMillis(Math.round(random.nextDouble() * span));
    }

    /**
     * Log-normally distributed, with a long tail as at real services; half of all jobs run longer
     * than the median, 5 % longer than p95.
     */
    static JobTime logNormal(Duration median, Duration p95) {
        double ratio = (double) p95.toMillis() / median.toMillis();
        if (!(ratio >= 1)) {
            throw new IllegalArgumentException(
                    "p95 " + p95 + " is shorter than the median " + median);
        }
        double standardNormalP95 = 1.6448536269514722;
        double sigma = Math.log(ratio) / standardNormalP95;
        return random ->
                Duration.ofMillis(
                        Math.round(median.toMillis() * Math.exp(sigma * random.nextGaussian())));
    }
}
