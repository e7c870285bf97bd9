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
package io.github.refvideo.simulator.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The most recent requests, limited by number and bytes; the oldest are evicted first. */
final class RequestLog {
    private static final int MAX_ENTRIES = 4_096;
    private static final long MAX_CHARS = 32L << 20;

    private final Deque<RecordedRequest> entries = new ArrayDeque<>();
    private long chars;

    synchronized void add(RecordedRequest request) {
        entries.addLast(request);
        chars += request.body().length();
        while (entries.size() > MAX_ENTRIES || chars > MAX_CHARS) {
            chars -= entries.removeFirst().body().length();
        }
    }

    synchronized List<RecordedRequest> snapshot() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
        chars = 0;
    }
}
