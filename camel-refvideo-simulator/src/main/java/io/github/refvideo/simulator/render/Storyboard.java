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
package io.github.refvideo.simulator.render;

import java.util.List;
import java.util.Objects;

/**
 * The description of a video.
 *
 * @param width in pixels, even, 16 to 4096
 * @param height in pixels, even, 16 to 4096
 * @param seconds length; more than 0, at most 60
 * @param framesPerSecond 1 to 60
 * @param multiShot whether to use several shots instead of one
 * @param prompt any text; null is treated as empty
 * @param references in the order of their labels; may be empty
 * @param model shown in small print; null is treated as empty
 * @param seed determines colours and landscape
 */
public record Storyboard(
        int width,
        int height,
        double seconds,
        int framesPerSecond,
        boolean multiShot,
        String prompt,
        List<ReferenceImage> references,
        String model,
        long seed) {

    private static final int SHORTEST_SIDE = 16;
    private static final int LONGEST_SIDE = 4096;
    private static final double LONGEST = 60;
    private static final int FASTEST = 60;

    public Storyboard {
        requireSide("width", width);
        requireSide("height", height);
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new IllegalArgumentException("seconds must be in (0, 60]: " + seconds);
        }
        if (framesPerSecond < 1 || framesPerSecond > FASTEST) {
            throw new IllegalArgumentException(
                    "framesPerSecond must be 1 to 60: " + framesPerSecond);
        }
        prompt = Objects.requireNonNullElse(prompt, "");
        model = Objects.requireNonNullElse(model, "");
        references = List.copyOf(references);
    }

    private static void requireSide(String name, int pixels) {
        if (pixels < SHORTEST_SIDE || pixels > LONGEST_SIDE || pixels % 2 != 0) {
            throw new IllegalArgumentException(
                    name + " must be even and from 16 to 4096: " + pixels);
        }
    }

    /** The number of frames, at least one. */
    int frames() {
        return Math.max(1, (int) Math.round(seconds * framesPerSecond));
    }
}
