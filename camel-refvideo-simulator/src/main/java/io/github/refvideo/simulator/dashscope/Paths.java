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

import java.util.Optional;

/** Reads the path parameters of this protocol. */
final class Paths {
    static final String BASE = "/api/v1";
    static final String REGIONS = "/regions/";
    private static final String TASKS = BASE + "/tasks/";

    private Paths() {}

    /** The region in the path prefix; Beijing if there is none. */
    static Optional<Region> region(String path) {
        if (!path.startsWith(REGIONS)) {
            return Optional.of(Region.BEIJING);
        }
        int end = path.indexOf('/', REGIONS.length());
        return end < 0 ? Optional.empty() : Region.find(path.substring(REGIONS.length(), end));
    }

    /** The id after {@code /tasks/}, or an empty string. */
    static String taskId(String path) {
        int at = path.indexOf(TASKS);
        if (at < 0) {
            return "";
        }
        String rest = path.substring(at + TASKS.length());
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
