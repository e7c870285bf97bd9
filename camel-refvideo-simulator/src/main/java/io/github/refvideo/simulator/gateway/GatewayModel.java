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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.job.MediaKind;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A model of the gateway.
 *
 * @param upstreamId its name at the vendor
 * @param defaultTier the tier if the request sets no size
 * @param price US dollars per second of video, by tier; empty if not known
 * @param pricePerImage US dollars for each image of a request
 */
record GatewayModel(
        String id,
        String upstreamId,
        Dialect dialect,
        int minReferences,
        int maxReferences,
        Map<MediaKind, Integer> maxByKind,
        boolean takesLinks,
        boolean takesInline,
        int minSeconds,
        int maxSeconds,
        int framesPerSecond,
        int defaultTier,
        Map<Integer, BigDecimal> price,
        BigDecimal pricePerImage) {

    int max(MediaKind kind) {
        return maxByKind.getOrDefault(kind, 0);
    }

    String creator() {
        return id.substring(0, id.indexOf('/'));
    }

    /** In US dollars; null if it is not known. */
    BigDecimal pricePerSecond(int tier) {
        return price.isEmpty() ? null : price.getOrDefault(tier, price.get(defaultTier));
    }
}
