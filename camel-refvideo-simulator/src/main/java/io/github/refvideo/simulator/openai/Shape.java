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
package io.github.refvideo.simulator.openai;

import io.github.refvideo.simulator.job.Frame;

/**
 * Size and length of a video.
 *
 * @param refusal why the model refuses the request, as in {@link VideoFailure}, or null
 */
record Shape(Frame frame, double seconds, int framesPerSecond, String refusal) {
    /** The shape of a video that is never made. */
    static Shape refused(String reason) {
        return new Shape(new Frame(64, 64), 1, 1, reason);
    }
}
