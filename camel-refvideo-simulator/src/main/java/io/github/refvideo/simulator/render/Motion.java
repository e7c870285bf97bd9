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
 * How a character moves about its place: in turn each hops for a while, the others sway.
 *
 * @param phase shifts the swaying, so that not all sway alike; in radians
 * @param turn which turn is this character's, from 0
 * @param turns how many characters take turns
 * @param size of the character, in pixels
 * @param drift how far it wanders to the right during the shot, in pixels
 */
record Motion(double phase, int turn, int turns, double size, double drift) {

    private static final double TURN_SECONDS = 1.2;
    private static final double HOPS_PER_TURN = 2;
    private static final double HOP = 0.085;
    private static final double SWAY = 0.022;

    /**
     * @param seconds since the shot began
     * @param part of the shot that is over, 0 to 1
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
