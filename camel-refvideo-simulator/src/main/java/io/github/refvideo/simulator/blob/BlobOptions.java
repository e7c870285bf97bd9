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
 * The settings of this protocol, documented by the simulator's builder.
 *
 * @param acceptedToken the only token accepted, or null for any well-formed read-write token
 * @param quota calls per second and store; 0 for unlimited
 */
public record BlobOptions(BlobAccess access, String acceptedToken, int quota) {
    /** Rejects invalid values. */
    public BlobOptions {
        if (quota < 0) {
            throw new IllegalArgumentException("A quota must be at least 1, or 0 for none");
        }
    }

    /** Public stores, any well-formed token, no quota. */
    public static BlobOptions defaults() {
        return new BlobOptions(BlobAccess.PUBLIC, null, 0);
    }
}
