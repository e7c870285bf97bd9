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

import io.github.refvideo.simulator.content.Content;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The temporary store for {@code oss://} URLs; files expire after two days. Large files are kept on
 * disk. Thread-safe.
 */
final class Uploads {
    private static final Duration LIFETIME = Duration.ofHours(48);

    /** One file with its owner and model. */
    record Upload(Content content, String model, Caller owner, Instant until) {}

    /** The result of an upload. */
    enum Outcome {
        STORED,
        /** Overwriting is forbidden. */
        EXISTS
    }

    private final Map<String, Upload> byKey = new HashMap<>();
    private final Clock clock;

    Uploads(Clock clock) {
        this.clock = clock;
    }

    /** Takes over ownership of the content if it is stored. */
    synchronized Outcome put(String key, Content content, String model, Caller owner) {
        dropExpired();
        if (byKey.containsKey(key)) {
            return Outcome.EXISTS;
        }
        byKey.put(key, new Upload(content, model, owner, clock.instant().plus(LIFETIME)));
        return Outcome.STORED;
    }

    /** The file, if it has not expired, belongs to the account and was uploaded for the model. */
    synchronized Optional<Upload> find(String key, String model, Caller caller) {
        return Optional.ofNullable(byKey.get(key))
                .filter(upload -> upload.until().isAfter(clock.instant()))
                .filter(upload -> upload.owner().equals(caller) && upload.model().equals(model));
    }

    synchronized void clear() {
        byKey.values().forEach(upload -> upload.content().release());
        byKey.clear();
    }

    private void dropExpired() {
        Instant now = clock.instant();
        byKey.values()
                .removeIf(
                        upload -> {
                            boolean expired = !upload.until().isAfter(now);
                            if (expired) {
                                upload.content().release();
                            }
                            return expired;
                        });
    }
}
