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

/** Tells the operator once of each thing in a store that is no record. */
final class UnreadableRecordLog {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecordLog.class);

    /** A store full of garbage must not fill the heap with its names. */
    private static final int MOST = 1000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void skipped(String name, String why) {
        if (told.size() < MOST && told.add(name)) {
            LOG.warn(
                    "{} is left out of the list of purchases: {}. If its name is the digest of a"
                            + " key, that key stays taken until you remove it.",
                    name,
                    why);
        }
    }

    /** How many were told of. */
    int count() {
        return told.size();
    }
}
