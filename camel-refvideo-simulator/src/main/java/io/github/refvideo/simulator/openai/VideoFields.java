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

/** The fields of a vLLM-Omni form that describe the video; null if not given. */
record VideoFields(
        String model,
        String prompt,
        String seconds,
        String size,
        Integer width,
        Integer height,
        Integer numFrames,
        Double fps,
        String aspectRatio,
        Integer shortEdge,
        int outputs,
        String quality,
        Long seed) {
    private static final int DEFAULT_FPS = 24;

    /** The size, of which {@code size} precedes width and height; null if not given. */
    Frame frame() {
        if (size != null) {
            String[] sides = size.split("x");
            return new Frame(side(sides[0]), side(sides[1]));
        }
        return width == null || height == null ? null : new Frame(width, height);
    }

    /** The number of frames, given or by length and frame rate; null if not given. */
    Integer frames() {
        if (numFrames != null || seconds == null) {
            return numFrames;
        }
        double rate = fps == null ? DEFAULT_FPS : fps;
        return (int) Math.min(Integer.MAX_VALUE, Double.parseDouble(seconds) * (int) rate);
    }

    private static int side(String text) {
        return text.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}
