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
package io.github.refvideo.camel.internal.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/**
 * A model's list prices in US dollars.
 *
 * @param perSecond of the new video; empty when no price is known. Several rates that apply to one
 *     request mean that what decides between them is not known
 * @param perImage for each reference image
 * @param inputVideo what reference videos cost
 */
public record Prices(List<Rate> perSecond, BigDecimal perImage, InputVideo inputVideo) {

    public Prices {
        perSecond = List.copyOf(perSecond);
    }

    /** Whether the model's price is known. */
    public boolean isKnown() {
        return !perSecond.isEmpty();
    }

    /**
     * A price per second, with the requests that it applies to.
     *
     * @param tier null for every tier
     * @param audio null for videos with and without audio
     * @param inputVideo null for requests with and without video references
     * @param usd US dollars
     */
    public record Rate(Tier tier, Boolean audio, Boolean inputVideo, BigDecimal usd) {

        private static final int CENTS = 2;

        public Rate {
            usd = usd.setScale(Math.max(CENTS, usd.scale()), RoundingMode.UNNECESSARY);
        }

        /** Null stands for what is not known of a request, and for every value. */
        boolean mayApply(Tier tierOrNull, Boolean audioOrNull, boolean withVideo) {
            return fits(tier, tierOrNull)
                    && fits(audio, audioOrNull)
                    && fits(inputVideo, withVideo);
        }

        private static boolean fits(Object condition, Object value) {
            return condition == null || value == null || Objects.equals(condition, value);
        }
    }

    /** What the limit of billed seconds is divided by. */
    public enum SharedBy {
        /** The number of all references, images too. */
        REFERENCES,
        /** The number of video references. */
        VIDEOS
    }

    /**
     * Which seconds of the reference videos are billed.
     *
     * @param sharedBy null when only maxSeconds counts
     * @param maxSecondsEach the most seconds that are billed of each video: the n-th value for n
     *     that share, the last one for more
     * @param maxSeconds the most seconds that are billed together; null with sharedBy
     * @param perSecond US dollars; null for the price of a second of the new video
     */
    public record InputVideo(
            SharedBy sharedBy,
            List<BigDecimal> maxSecondsEach,
            BigDecimal maxSeconds,
            BigDecimal perSecond) {

        /** Reference videos cost nothing, or no price is known. */
        public static final InputVideo FREE =
                new InputVideo(null, List.of(), BigDecimal.ZERO, null);

        public InputVideo {
            maxSecondsEach = List.copyOf(maxSecondsEach);
        }

        /**
         * The most seconds that can be billed, since the lengths of the videos are not known.
         *
         * @param videos how many of the references are videos
         * @param references how many references there are
         */
        BigDecimal most(int videos, int references) {
            if (videos == 0) {
                return BigDecimal.ZERO;
            }
            if (sharedBy == null) {
                return maxSeconds;
            }
            int sharing = sharedBy == SharedBy.VIDEOS ? videos : Math.max(videos, references);
            BigDecimal each = maxSecondsEach.get(Math.min(sharing, maxSecondsEach.size()) - 1);
            return each.multiply(BigDecimal.valueOf(videos));
        }
    }
}
