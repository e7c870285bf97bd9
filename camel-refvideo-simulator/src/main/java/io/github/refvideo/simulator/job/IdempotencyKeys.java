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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Which key stands for which job, and for which request. Safe for use by any thread. */
public final class IdempotencyKeys {
    private static final int MAX_KEYS = 200_000;

    private record Claim(String fingerprint, Job job) {}

    /** What became of a start under a key. */
    public enum Outcome {
        /** The key was new: the job was created. */
        CREATED,
        /** The same request came before: its job is returned. */
        REPLAYED,
        /** The key belongs to another request. */
        MISUSED
    }

    /** The outcome and, unless the key was misused, the job. */
    public record Result(Outcome outcome, Job job) {}

    private final Map<String, Claim> claims =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Claim> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    /** Creates a job under this key, unless the key is taken. A null key always creates. */
    public synchronized Result claim(String key, String fingerprint, Supplier<Job> create) {
        Claim earlier = key == null ? null : claims.get(key);
        if (earlier != null) {
            return earlier.fingerprint().equals(fingerprint)
                    ? new Result(Outcome.REPLAYED, earlier.job())
                    : new Result(Outcome.MISUSED, null);
        }
        Job job = create.get();
        if (key != null) {
            claims.put(key, new Claim(fingerprint, job));
        }
        return new Result(Outcome.CREATED, job);
    }

    /** Forgets every key. */
    public synchronized void clear() {
        claims.clear();
    }
}
