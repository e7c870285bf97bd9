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

/** Maps idempotency keys to jobs and their requests. Thread-safe. */
public final class IdempotencyKeys {
    private static final int MAX_KEYS = 200_000;

    private record Claim(String fingerprint, Job job) {}

    /** The result of a start call with a key. */
    public enum Outcome {
        /** The key was new: the job was created. */
        CREATED,
        /** The same request was sent before: its job is returned. */
        REPLAYED,
        /** The key belongs to another request. */
        MISUSED
    }

    /** The result and, unless the key belongs to another request, the job. */
    public record Result(Outcome outcome, Job job) {}

    private final Map<String, Claim> claims =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Claim> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    /** Creates a job with this key, unless the key is in use. A null key always creates a job. */
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

    /** Removes all keys. */
    public synchronized void clear() {
        claims.clear();
    }
}
