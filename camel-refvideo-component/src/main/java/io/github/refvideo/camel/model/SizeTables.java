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

import io.github.refvideo.camel.request.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which pixel sizes belong to which tier and ratio. Those of Wan are from Alibaba's API references
 * of Wan 2.6 and 2.7: two tables, since 4:3 and 3:4 differ between them. For the other makers the
 * size only chooses the tier, as the AI SDK's adapters read it, and the ratio is an option of its
 * own; medium confidence.
 */
final class SizeTables {

    /** Wan 2.6: exact sizes; tiers are refused. */
    static final Map<Resolution, Frame> WAN_26 =
            read(
                    """
                    720P   1280x720   16:9
                    720P   720x1280   9:16
                    720P   960x960    1:1
                    720P   1088x832   4:3
                    720P   832x1088   3:4
                    1080P  1920x1080  16:9
                    1080P  1080x1920  9:16
                    1080P  1440x1440  1:1
                    1080P  1632x1248  4:3
                    1080P  1248x1632  3:4
                    """);

    /** Wan 2.7: what a tier and a ratio make. */
    static final Map<Resolution, Frame> WAN_27 =
            read(
                    """
                    720P   1280x720   16:9
                    720P   720x1280   9:16
                    720P   960x960    1:1
                    720P   1104x832   4:3
                    720P   832x1104   3:4
                    1080P  1920x1080  16:9
                    1080P  1080x1920  9:16
                    1080P  1440x1440  1:1
                    1080P  1648x1248  4:3
                    1080P  1248x1648  3:4
                    """);

    /** The smallest tier, from the AI SDK's adapter; Wan 3 makes it. Medium confidence. */
    static final Map<Resolution, Frame> WAN_SMALL =
            read(
                    """
                    480P  832x480  16:9
                    480P  480x832  9:16
                    480P  624x624  1:1
                    """);

    static final Map<Resolution, Frame> SEEDANCE_SMALL =
            read(
                    """
                    480P  864x496
                    480P  496x864
                    480P  832x480
                    480P  480x832
                    480P  640x640
                    480P  752x560
                    480P  560x752
                    480P  992x432
                    720P  1280x720
                    720P  720x1280
                    720P  960x960
                    720P  1112x834
                    720P  834x1112
                    720P  1470x630
                    """);

    static final Map<Resolution, Frame> SEEDANCE_LARGE =
            read(
                    """
                    1080P  1920x1080
                    1080P  1080x1920
                    1080P  1440x1440
                    1080P  1664x1248
                    1080P  1248x1664
                    1080P  2206x946
                    """);

    static final Map<Resolution, Frame> GROK_IMAGINE =
            read(
                    """
                    480P  854x480
                    480P  640x480
                    720P  1280x720
                    """);

    static final Map<Resolution, Frame> VEO =
            read(
                    """
                    720P   1280x720
                    1080P  1920x1080
                    4K     3840x2160
                    """);

    /** Low confidence: only the tiers are known. */
    static final Map<Resolution, Frame> MINIMAX =
            read(
                    """
                    768P  1366x768
                    2K    2560x1440
                    """);

    private SizeTables() {}

    /**
     * @param table a line for each size: tier, size and, unless the size says nothing about it,
     *     ratio
     */
    private static Map<Resolution, Frame> read(String table) {
        Map<Resolution, Frame> sizes = new LinkedHashMap<>();
        table.lines()
                .map(line -> line.strip().split(" +"))
                .forEach(
                        cells ->
                                sizes.put(
                                        Resolution.parse(cells[1]).orElseThrow(),
                                        new Frame(
                                                tier(cells[0]),
                                                cells.length > 2 ? cells[2] : null)));
        return sizes;
    }

    static Map<Resolution, Frame> join(
            Map<Resolution, Frame> first, Map<Resolution, Frame> second) {
        Map<Resolution, Frame> both = new LinkedHashMap<>(first);
        second.forEach(both::putIfAbsent);
        return both;
    }

    private static Tier tier(String word) {
        for (Tier tier : Tier.values()) {
            if (tier.word().equals(word)) {
                return tier;
            }
        }
        throw new IllegalArgumentException(word);
    }
}
