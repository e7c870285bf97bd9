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
package io.github.refvideo.simulator.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width and height of a video in pixels. */
public record Frame(int width, int height) {
    private static final Pattern FORM = Pattern.compile("(\\d{2,4})x(\\d{2,4})");

    /** Parses {@code 1280x720}. */
    public static Optional<Frame> parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Optional.of(
                        new Frame(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The tier by number of pixels: 480, 720 or 1080. */
    public int tier() {
        int pixels = width * height;
        if (pixels <= 832 * 480) {
            return 480;
        }
        return pixels <= 1280 * 720 ? 720 : 1080;
    }

    /** Whether an encoder accepts this size. */
    public boolean canBeMade() {
        return isSide(width) && isSide(height);
    }

    private static boolean isSide(int pixels) {
        return pixels % 2 == 0 && pixels >= 64 && pixels <= 4096;
    }

    /** As text, for example {@code 1280*720}. */
    public String with(char separator) {
        return width + "" + separator + height;
    }

    /**
     * The frame of a tier and a ratio such as {@code 9:16}; odd values are rounded to even ones, as
     * encoders require.
     */
    public static Frame of(int tier, String ratio) {
        double[] sides = {16, 9};
        if (ratio != null && ratio.indexOf(':') > 0) {
            String[] parts = ratio.split(":");
            sides =
                    new double[] {
                        Math.max(1, Double.parseDouble(parts[0])),
                        Math.max(1, Double.parseDouble(parts[1]))
                    };
        }
        double pixels = tier * tier * 16.0 / 9;
        double quotient = Math.min(4, Math.max(0.25, sides[0] / sides[1]));
        return new Frame(even(Math.sqrt(pixels * quotient)), even(Math.sqrt(pixels / quotient)));
    }

    private static int even(double length) {
        return Math.max(2, (int) Math.round(length / 2) * 2);
    }
}
