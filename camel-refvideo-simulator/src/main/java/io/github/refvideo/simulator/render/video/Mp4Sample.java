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

/**
 * One coded picture.
 *
 * @param unit its only NAL unit
 * @param key whether a player can start here
 */
record Mp4Sample(byte[] unit, boolean key) {

    /** In the file, each unit is preceded by its length. */
    static final int LENGTH_BYTES = 4;

    int size() {
        return LENGTH_BYTES + unit.length;
    }
}
