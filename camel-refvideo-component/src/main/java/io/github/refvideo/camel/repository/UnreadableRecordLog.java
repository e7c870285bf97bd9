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
package io.github.refvideo.camel.repository;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each unreadable record of a repository once. Thread-safe. */
final class UnreadableRecordLog {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecordLog.class);

    /** Bounds the memory for a repository with many unreadable records. */
    private static final int MAX_NAMES = 1000;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    void logSkipped(String name, String reason) {
        if (logged.size() < MAX_NAMES && logged.add(name)) {
            LOG.warn(
                    "{} is not included in the list of purchases: {}. If its name is the digest of a"
                            + " key, that key stays reserved until you remove the record.",
                    name,
                    reason);
        }
    }

    /** The number of logged records. */
    int count() {
        return logged.size();
    }
}
