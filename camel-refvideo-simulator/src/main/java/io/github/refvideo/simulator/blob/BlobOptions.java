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
package io.github.refvideo.simulator.blob;

/**
 * How this face behaves; the simulator's builder documents each.
 *
 * @param acceptedToken the only token taken, or null for any read-write token of the right form
 * @param quota calls per second and store; 0 for any number
 */
public record BlobOptions(BlobAccess access, String acceptedToken, int quota) {
    /** Refuses what makes no sense. */
    public BlobOptions {
        if (quota < 0) {
            throw new IllegalArgumentException("A quota is at least 1, or 0 for none");
        }
    }

    /** Public stores, any well-formed token, no quota. */
    public static BlobOptions defaults() {
        return new BlobOptions(BlobAccess.PUBLIC, null, 0);
    }
}
