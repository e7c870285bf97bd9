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
 * The motion of a character around its position: one character at a time hops, the others sway.
 *
 * @param phase phase of the swaying, in radians
 * @param turn the index of this character's turn, from 0
 * @param turns the number of characters that take turns
 * @param size of the character, in pixels
 * @param drift displacement to the right during the shot, in pixels
 */
record Motion(double phase, int turn, int turns, double size, double drift) {

    private static final double TURN_SECONDS = 1.2;
    private static final double HOPS_PER_TURN = 2;
    private static final double HOP = 0.085;
    private static final double SWAY = 0.022;

    /**
     * @param seconds since the shot began
     * @param part elapsed fraction of the shot, 0 to 1
     */
    int dx(double seconds, double part) {
        double eased = part * part * (3 - 2 * part);
        double sway = SWAY * size * Math.sin(seconds * 1.9 + phase);
        return Layout.even(drift * (eased - 0.5) + sway);
    }

    /** Negative is up. */
    int dy(double seconds) {
        double turnNumber = Math.floor(seconds / TURN_SECONDS);
        boolean active = (long) turnNumber % turns == turn;
        if (active) {
            double inTurn = seconds / TURN_SECONDS - turnNumber;
            return Layout.even(-HOP * size * Math.abs(Math.sin(inTurn * HOPS_PER_TURN * Math.PI)));
        }
        return 0;
    }
}
