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
package io.github.refvideo.camel.provider.dashscope;

import io.github.refvideo.camel.request.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a size in pixels is called in the newer form of a request.
 *
 * @param size in pixels
 * @param tier such as {@code 720P}
 * @param ratio such as {@code 16:9}
 */
record TierAndRatio(Resolution size, String tier, String ratio) {

    /**
     * Both families of 4:3: Wan 2.6 and later models differ there by some pixels, and users know
     * either. From Alibaba's API references and, for the smallest tier, the AI SDK.
     */
    private static final Map<Resolution, TierAndRatio> TABLE =
            read(
                    """
                    480P  832x480    16:9
                    480P  480x832    9:16
                    480P  624x624    1:1
                    720P  1280x720   16:9
                    720P  720x1280   9:16
                    720P  960x960    1:1
                    720P  1088x832   4:3
                    720P  832x1088   3:4
                    720P  1104x832   4:3
                    720P  832x1104   3:4
                    1080P 1920x1080  16:9
                    1080P 1080x1920  9:16
                    1080P 1440x1440  1:1
                    1080P 1632x1248  4:3
                    1080P 1248x1632  3:4
                    1080P 1648x1248  4:3
                    1080P 1248x1648  3:4
                    """);

    static Optional<TierAndRatio> of(Resolution size) {
        return Optional.ofNullable(TABLE.get(size));
    }

    /** All sizes, for an error message. */
    static String allowed() {
        return TABLE.keySet().stream().map(Resolution::toString).collect(Collectors.joining(", "));
    }

    private static Map<Resolution, TierAndRatio> read(String table) {
        return table.lines()
                .map(TierAndRatio::row)
                .collect(
                        Collectors.toMap(
                                TierAndRatio::size,
                                Function.identity(),
                                (first, second) -> first,
                                LinkedHashMap::new));
    }

    private static TierAndRatio row(String line) {
        String[] cells = line.split(" +");
        return new TierAndRatio(Resolution.parse(cells[1]).orElseThrow(), cells[0], cells[2]);
    }
}
