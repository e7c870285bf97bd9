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
package io.github.refvideo.simulator.render.video;

import java.util.List;

/** The metadata of the only track of an MP4 file. */
record Mp4Track(
        int width,
        int height,
        int framesPerSecond,
        byte[] sequenceUnit,
        byte[] pictureUnit,
        List<Mp4Sample> samples) {

    /** Ticks per picture; more than one, because some players round times to milliseconds. */
    static final int FRAME_TICKS = 512;

    int timescale() {
        return framesPerSecond * FRAME_TICKS;
    }

    int duration() {
        return samples.size() * FRAME_TICKS;
    }
}
