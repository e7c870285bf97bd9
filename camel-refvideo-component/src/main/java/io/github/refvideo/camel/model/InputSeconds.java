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

import java.math.BigDecimal;

/** Which seconds of the reference clips are billed on top of the seconds that are made. */
public enum InputSeconds {
    /** None, or not known. */
    NONE,
    /** At most 5 s together; each clip at most 5 s shared by the number of all references. */
    SHARED_BY_ALL,
    /** At most 5 s together; each clip at most 5 s shared by the number of clips. */
    SHARED_BY_CLIPS,
    /** All; the service takes clips of up to 15 s together. */
    ALL;

    /** The cap per clip in seconds, by the number that shares: the service rounds as it likes. */
    private static final BigDecimal[] CAPS = {
        new BigDecimal("5"),
        new BigDecimal("2.5"),
        new BigDecimal("1.65"),
        new BigDecimal("1.25"),
        new BigDecimal("1")
    };

    private static final BigDecimal LONGEST = new BigDecimal("15");

    /**
     * The most seconds that can be billed, since nobody knows here how long the clips are.
     *
     * @param clips how many of the references are clips
     * @param references how many there are in all
     */
    BigDecimal most(int clips, int references) {
        if (clips == 0) {
            return BigDecimal.ZERO;
        }
        return switch (this) {
            case NONE -> BigDecimal.ZERO;
            case SHARED_BY_ALL -> cap(references).multiply(BigDecimal.valueOf(clips));
            case SHARED_BY_CLIPS -> cap(clips).multiply(BigDecimal.valueOf(clips));
            case ALL -> LONGEST;
        };
    }

    private static BigDecimal cap(int sharing) {
        return CAPS[Math.min(sharing, CAPS.length) - 1];
    }
}
