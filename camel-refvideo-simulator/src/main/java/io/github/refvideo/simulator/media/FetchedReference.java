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

/** The content of a reference as received from its host. */
record FetchedReference(byte[] content, String mediaType, String digest) {
    private static final int BEGINNING = 64 * 1024;

    /** A file that is too large for an image: only its beginning is kept. */
    static FetchedReference beginning(Buffer content, String mediaType) {
        return of(content.getBytes(0, Math.min(content.length(), BEGINNING)), mediaType);
    }

    static FetchedReference of(byte[] content, String mediaType) {
        return new FetchedReference(content, mediaType, Hex.sha256(content));
    }
}
