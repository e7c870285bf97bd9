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

import java.util.ArrayList;
import java.util.List;

/** Divides a video into shots: wide, close-ups of the characters in turn, and wide again. */
final class ShotPlan {

    private static final double SHORTEST_SHOT = 0.8;
    private static final double CLOSE = 1.7;
    private static final double ANOTHER_ANGLE = 1.22;

    private ShotPlan() {}

    static List<Shot> of(Storyboard storyboard) {
        int frames = storyboard.frames();
        if (!storyboard.multiShot() || frames < 2) {
            return List.of(new Shot("one shot", 0, frames, 1, 0.5, Shot.ALL));
        }
        int characters = storyboard.references().size();
        int affordable = (int) (storyboard.seconds() / SHORTEST_SHOT);
        int count = Math.max(2, Math.min(characters + 2, affordable));
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = (int) ((long) frames * i / count);
            int length = (int) ((long) frames * (i + 1) / count) - first;
            boolean closeUp = i > 0 && i <= characters && (i < count - 1 || count == 2);
            shots.add(shot(i, count, first, length, closeUp, storyboard));
        }
        return List.copyOf(shots);
    }

    private static Shot shot(
            int number, int count, int first, int length, boolean closeUp, Storyboard storyboard) {
        String title = "shot " + (number + 1) + " of " + count + ": ";
        if (closeUp) {
            int character = number - 1;
            int characters = storyboard.references().size();
            String label = PlainText.of(storyboard.references().get(character).label());
            double focus = (character + 0.5) / characters;
            return new Shot(title + "close-up of " + label, first, length, CLOSE, focus, character);
        }
        boolean opening = number == 0;
        return new Shot(title + "wide", first, length, opening ? 1 : ANOTHER_ANGLE, 0.5, Shot.ALL);
    }
}
