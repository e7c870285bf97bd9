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

/** How far a purchase came. */
public enum JobState {
    /** The submit may be on its way; no job is known. */
    CLAIMED,
    /** The service acknowledged the job, and an exchange waits for it. */
    SUBMITTED,
    /** The service acknowledged the job, and its handle was given to whoever submitted it. */
    HANDED_OUT,
    /** The video was handed to a route. */
    DELIVERED,
    /** The service gave a final answer without a video. */
    FAILED;

    /** Whether nobody needs to work on it any more. */
    public boolean over() {
        return this == DELIVERED || this == FAILED;
    }
}
