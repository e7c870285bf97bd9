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
package io.github.refvideo.simulator.dashscope;

import java.util.Set;

/**
 * One model of the service.
 *
 * @param regions where it is offered
 * @param maxImages maximum number of reference images
 * @param maxVideos maximum number of reference videos
 * @param maxReferences maximum number of references of any kind
 * @param tiers the supported resolutions
 * @param ratios the supported aspect ratios; empty for any
 */
record Model(
        String name,
        Dialect dialect,
        Set<Region> regions,
        int minSeconds,
        int maxSeconds,
        int maxImages,
        int maxVideos,
        int maxReferences,
        Set<String> tiers,
        Set<String> ratios) {

    boolean isOfferedIn(Region region) {
        return regions.contains(region);
    }
}
