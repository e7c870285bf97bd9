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
package io.github.refvideo.camel.internal.provider;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Status words that nobody documented. The job goes on; each word is logged once and every sight of
 * one is counted. Thread-safe.
 */
public final class UnknownStatusTracker {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownStatusTracker.class);

    /** A service that makes words up must not fill the heap. */
    private static final int MOST_REMEMBERED = 100;

    private final String provider;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();

    public UnknownStatusTracker(String provider) {
        this.provider = provider;
    }

    public void seen(String word) {
        count.increment();
        if (logged.size() < MOST_REMEMBERED && logged.add(word)) {
            LOG.warn(
                    "Provider {} uses a status word that is not known: '{}'. The job counts as"
                            + " running",
                    provider,
                    ServiceText.line(word, List.of()));
        }
    }

    /** How often such words were seen. */
    public long count() {
        return count.sum();
    }
}
