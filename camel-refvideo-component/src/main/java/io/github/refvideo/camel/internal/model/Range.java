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
package io.github.refvideo.camel.internal.model;

/**
 * An allowed range.
 *
 * @param max {@link Integer#MAX_VALUE} if not known
 */
public record Range(int min, int max) {

    public boolean contains(int count) {
        return count >= min && count <= max;
    }

    /** Whether the maximum is known. */
    public boolean isBounded() {
        return max < Integer.MAX_VALUE;
    }

    /** For example {@code 1 to 5}, {@code at most 3} or {@code any number}. */
    @Override
    public String toString() {
        if (!isBounded()) {
            return min == 0 ? "any number" : "at least " + min;
        }
        if (min == max) {
            return String.valueOf(min);
        }
        return min == 0 ? "at most " + max : min + " to " + max;
    }
}
