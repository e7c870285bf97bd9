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
import org.jspecify.annotations.Nullable;

/**
 * The list prices of a model in US dollars.
 *
 * @param perSecond prices of the new video; empty if no price is known. If several rates apply to
 *     one request, it is not known which of them is used
 * @param perImage the price of each reference image
 * @param inputVideo the price of reference videos
 */
public record Prices(List<Rate> perSecond, BigDecimal perImage, InputVideo inputVideo) {

    public Prices {
        perSecond = List.copyOf(perSecond);
    }

    /** Whether the price is known. */
    public boolean isKnown() {
        return !perSecond.isEmpty();
    }

    /**
     * A price per second and its conditions.
     *
     * @param tier null for all tiers
     * @param audio null for videos with and without audio
     * @param inputVideo null for requests with and without video references
     * @param usd US dollars
     */
    public record Rate(
            @Nullable Tier tier,
            @Nullable Boolean audio,
            @Nullable Boolean inputVideo,
            BigDecimal usd) {

        private static final int CENTS = 2;

        public Rate {
            usd = usd.setScale(Math.max(CENTS, usd.scale()), RoundingMode.UNNECESSARY);
        }

        /** A null argument is a value that the request does not determine. */
        boolean mayApply(
                @Nullable Tier requestTier, @Nullable Boolean requestAudio, boolean withVideo) {
            return matches(tier, requestTier)
                    && matches(audio, requestAudio)
                    && matches(inputVideo, withVideo);
        }

        private static boolean matches(@Nullable Object condition, @Nullable Object value) {
            return condition == null || value == null || Objects.equals(condition, value);
        }
    }

    /** By what the limit of billed seconds is divided. */
    public enum SharedBy {
        /** The number of all references, including images. */
        REFERENCES,
        /** The number of video references. */
        VIDEOS
    }

    /**
     * The billed seconds of the reference videos.
     *
     * @param sharedBy null if only maxSeconds applies
     * @param maxSecondsEach the maximum of billed seconds of each video: the n-th value applies to
     *     n videos or references, the last one to more
     * @param maxSeconds the maximum of billed seconds of all videos; null with sharedBy
     * @param perSecond US dollars; null for the price of a second of the new video
     */
    public record InputVideo(
            @Nullable SharedBy sharedBy,
            List<BigDecimal> maxSecondsEach,
            @Nullable BigDecimal maxSeconds,
            @Nullable BigDecimal perSecond) {

        /** Reference videos are free, or their price is not known. */
        public static final InputVideo FREE =
                new InputVideo(null, List.of(), BigDecimal.ZERO, null);

        public InputVideo {
            maxSecondsEach = List.copyOf(maxSecondsEach);
        }

        /**
         * The maximum of billed seconds, because the durations of the videos are not known.
         *
         * @param videos the number of references that are videos
         * @param references the number of all references
         */
        BigDecimal maxBilledSeconds(int videos, int references) {
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
