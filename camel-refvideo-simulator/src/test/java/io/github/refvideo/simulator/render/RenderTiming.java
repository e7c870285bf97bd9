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

import java.util.Locale;

/**
 * Prints how long rendering takes, cold and warm. Not a test, because machines differ; run it from
 * an IDE or with the test class path.
 */
final class RenderTiming {

    private static final int ROUNDS = 15;

    private RenderTiming() {}

    public static void main(String[] args) {
        for (int[] size : new int[][] {{1280, 720}, {1920, 1080}}) {
            for (boolean multiShot : new boolean[] {false, true}) {
                measure(Sample.storyboard(size[0], size[1], 4, 30, multiShot));
            }
        }
    }

    private static void measure(Storyboard storyboard) {
        var renderer = new StoryboardRenderer();
        double first = 0;
        double best = Double.MAX_VALUE;
        int bytes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            bytes = renderer.render(storyboard).length;
            double seconds = (System.nanoTime() - start) / 1e9;
            first = i == 0 ? seconds : first;
            best = Math.min(best, seconds);
        }
        System.out.printf(
                Locale.ROOT,
                "%dx%d, %.0f s, %d frames/s, %s: first %.2f s, best %.2f s, %,d bytes%n",
                storyboard.width(),
                storyboard.height(),
                storyboard.seconds(),
                storyboard.framesPerSecond(),
                storyboard.multiShot() ? "multi" : "single",
                first,
                best,
                bytes);
    }
}
