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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.repository.JobRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Claims of this process that the repository did not confirm. They may have been written all the
 * same, but nothing was ever sent under them. Thread-safe and bounded.
 */
final class UnansweredClaims {

    private static final int MOST = 10_000;

    private final Map<String, String> owners =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {

                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                            return size() > MOST;
                        }
                    });

    void add(JobRecord claim) {
        owners.put(claim.key(), claim.owner());
    }

    /** Whether the record is such a claim. */
    boolean is(JobRecord record) {
        return record.owner().equals(owners.get(record.key()));
    }
}
