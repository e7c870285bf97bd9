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
package io.github.refvideo.simulator.media;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Receives a reference: kept completely up to the maximum image size, beyond that only its
 * beginning and its digest. Not thread-safe.
 */
final class FetchBuffer {
    private static final int BEGINNING = 64 * 1024;

    private final long limit;
    private final long wholeUpTo;
    private final MessageDigest digest;
    private Buffer kept = Buffer.buffer();
    private long received;

    FetchBuffer(long limit, long wholeUpTo) {
        this.limit = limit;
        this.wholeUpTo = wholeUpTo;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform supports SHA-256", e);
        }
    }

    /** Returns false if the size limit is exceeded. */
    boolean take(Buffer chunk) {
        received += chunk.length();
        if (received > limit) {
            return false;
        }
        digest.update(chunk.getBytes());
        if (received <= wholeUpTo) {
            kept.appendBuffer(chunk);
        } else if (kept.length() > BEGINNING) {
            kept = kept.getBuffer(0, BEGINNING);
        }
        return true;
    }

    FetchedReference fetched(String mediaType) {
        return new FetchedReference(
                kept.getBytes(), mediaType, HexFormat.of().formatHex(digest.digest()));
    }
}
