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

/**
 * A section of the video with a fixed view.
 *
 * @param title for the notes
 * @param firstFrame of the video, from 0
 * @param frames how many
 * @param zoom 1 shows the whole scene
 * @param focus the horizontal centre, as a fraction of the scene's width, 0 to 1
 * @param character the index of the only visible character, from 0; -1 for all
 */
record Shot(String title, int firstFrame, int frames, double zoom, double focus, int character) {

    static final int ALL = -1;

    boolean isCloseUp() {
        return character != ALL;
    }
}
