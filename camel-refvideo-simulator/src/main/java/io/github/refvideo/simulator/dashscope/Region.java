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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A region of the service. Keys, tasks and models belong to one region. */
public enum Region {
    /** Mainland China; the default if the path has no region. */
    BEIJING("cn-beijing"),
    /** International. */
    SINGAPORE("ap-southeast-1"),
    /** United States. */
    VIRGINIA("us-east-1"),
    /** Germany. */
    FRANKFURT("eu-central-1"),
    /** Hong Kong. */
    HONGKONG("cn-hongkong");

    private final String id;

    Region(String id) {
        this.id = id;
    }

    /** The name in responses, for example {@code cn-beijing}. */
    public String id() {
        return id;
    }

    /** The name in the simulator's paths, for example {@code beijing}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The region with either name, case-insensitive. */
    public static Region of(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Unknown region \""
                                                + name
                                                + "\". Known: "
                                                + Arrays.stream(values())
                                                        .map(Region::word)
                                                        .toList()));
    }

    static Optional<Region> find(String name) {
        return Arrays.stream(values())
                .filter(region -> region.word().equalsIgnoreCase(name) || region.id.equals(name))
                .findFirst();
    }
}
