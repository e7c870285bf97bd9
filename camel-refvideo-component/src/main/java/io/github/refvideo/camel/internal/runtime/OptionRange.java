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
package io.github.refvideo.camel.internal.runtime;

/** Rejects numbers that are not valid for an option. Null means not set and is valid. */
public final class OptionRange {

    private OptionRange() {}

    public static Integer atLeast(String option, Integer value, int least) {
        return between(option, value, least, Integer.MAX_VALUE);
    }

    public static int atLeast(String option, int value, int least) {
        return between(option, (Integer) value, least, Integer.MAX_VALUE);
    }

    public static Long atLeast(String option, Long value, long least) {
        check(value == null || value >= least, option, value, "at least " + least);
        return value;
    }

    public static long atLeast(String option, long value, long least) {
        return atLeast(option, (Long) value, least);
    }

    public static Integer between(String option, Integer value, int least, int most) {
        check(
                value == null || value >= least && value <= most,
                option,
                value,
                most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most);
        return value;
    }

    public static Double above0(String option, Double value) {
        check(value == null || value > 0 && !value.isInfinite(), option, value, "greater than 0");
        return value;
    }

    public static Double atLeast0(String option, Double value) {
        check(value == null || value >= 0 && !value.isInfinite(), option, value, "at least 0");
        return value;
    }

    private static void check(boolean allowed, String option, Number value, String range) {
        if (!allowed) {
            throw new IllegalArgumentException(
                    option + ": " + value + " is not allowed; it must be " + range);
        }
    }
}
