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

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The frame sizes of the Wan models. 4:3 and 3:4 differ between the generations, so there are two
 * tables.
 */
public final class WanFrames {
    private static final Set<String> WAN_2_6 =
            Set.of(
                    "1280x720",
                    "720x1280",
                    "960x960",
                    "1088x832",
                    "832x1088",
                    "1920x1080",
                    "1080x1920",
                    "1440x1440",
                    "1632x1248",
                    "1248x1632");
    private static final Map<String, Frame> WAN_2_7 =
            Map.of(
                    "720P 16:9", new Frame(1280, 720),
                    "720P 9:16", new Frame(720, 1280),
                    "720P 1:1", new Frame(960, 960),
                    "720P 4:3", new Frame(1104, 832),
                    "720P 3:4", new Frame(832, 1104),
                    "1080P 16:9", new Frame(1920, 1080),
                    "1080P 9:16", new Frame(1080, 1920),
                    "1080P 1:1", new Frame(1440, 1440),
                    "1080P 4:3", new Frame(1648, 1248),
                    "1080P 3:4", new Frame(1248, 1648));

    private WanFrames() {}

    /** One of the ten sizes of Wan 2.6, written {@code 1280x720}. */
    public static Optional<Frame> wan26(String size) {
        return WAN_2_6.contains(size) ? Frame.parse(size) : Optional.empty();
    }

    /** The Wan 2.7 frame of a tier ({@code 720P}, {@code 1080P}) and one of its five ratios. */
    public static Optional<Frame> wan27(String tier, String ratio) {
        return Optional.ofNullable(WAN_2_7.get(tier + " " + ratio));
    }
}
