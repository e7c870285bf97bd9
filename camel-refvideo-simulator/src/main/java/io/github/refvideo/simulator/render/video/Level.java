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

/** H.264 levels (ITU-T H.264, table A-1): players reject a stream whose level is too low. */
enum Level {
    L1_0(10, 99, 1_485),
    L1_1(11, 396, 3_000),
    L1_2(12, 396, 6_000),
    L1_3(13, 396, 11_880),
    L2_1(21, 792, 19_800),
    L2_2(22, 1_620, 20_250),
    L3_0(30, 1_620, 40_500),
    L3_1(31, 3_600, 108_000),
    L3_2(32, 5_120, 216_000),
    L4_0(40, 8_192, 245_760),
    L4_2(42, 8_704, 522_240),
    L5_0(50, 22_080, 589_824),
    L5_1(51, 36_864, 983_040),
    L5_2(52, 36_864, 2_073_600),
    L6_2(62, 139_264, 16_711_680);

    final int idc;
    private final int macroblocksPerPicture;
    private final int macroblocksPerSecond;

    Level(int idc, int macroblocksPerPicture, int macroblocksPerSecond) {
        this.idc = idc;
        this.macroblocksPerPicture = macroblocksPerPicture;
        this.macroblocksPerSecond = macroblocksPerSecond;
    }

    /** The lowest level that allows the picture size (in macroblocks) at the rate. */
    static Level of(int columns, int rows, int framesPerSecond) {
        int count = columns * rows;
        for (Level level : values()) {
            int longestSide = (int) Math.sqrt(8.0 * level.macroblocksPerPicture);
            if (count <= level.macroblocksPerPicture
                    && (long) count * framesPerSecond <= level.macroblocksPerSecond
                    && Math.max(columns, rows) <= longestSide) {
                return level;
            }
        }
        return L6_2;
    }
}
