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

import io.github.refvideo.camel.internal.util.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Checks the arguments of all repositories. A violation is a defect, not a lost race. */
final class RecordPreconditions {

    /** The number of characters of a key digest. */
    static final int DIGEST_LENGTH = 64;

    private RecordPreconditions() {}

    /** A new record must have version 1. */
    static void checkFirst(JobRecord record) {
        if (record.version() != 1) {
            throw new IllegalArgumentException(
                    "A new record must have version 1, not " + record.version());
        }
    }

    /** A changed record must have version 2 or more. */
    static void checkNext(JobRecord next) {
        if (next.version() < 2) {
            throw new IllegalArgumentException(
                    "A changed record must have version 2 or more, not " + next.version());
        }
    }

    static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit);
        }
    }

    /**
     * Returns the key.
     *
     * @throws IllegalArgumentException when it is blank, or contains half a surrogate pair: UTF-8
     *     encodes every such half as the same character, so two keys would share one record
     */
    static String checkKey(String key) {
        Objects.requireNonNull(key, "key");
        if (key.isBlank()) {
            throw new IllegalArgumentException("The key of a purchase is empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IllegalArgumentException("The key of a purchase is not valid Unicode");
        }
        return key;
    }

    /**
     * The SHA-256 digest of a key. Repositories use it in file names and columns instead of the
     * key, which is untrusted input.
     */
    static String digest(String key) {
        return Digests.hash(checkKey(key));
    }
}
