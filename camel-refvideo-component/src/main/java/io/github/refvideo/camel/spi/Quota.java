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
package io.github.refvideo.camel.spi;

/**
 * The limits of a service for one credential.
 *
 * @param maxInFlight jobs that have been submitted and have not ended; 0 for no limit
 * @param submitsPerSecond 0 for no limit
 * @param statusPerSecond reads, lists and cancels together; 0 for no limit
 */
public record Quota(int maxInFlight, double submitsPerSecond, double statusPerSecond) {

    /** No known limits. */
    public static final Quota NONE = new Quota(0, 0, 0);

    /** The smaller value of each limit. */
    public Quota and(Quota other) {
        return new Quota(
                (int) smaller(maxInFlight, other.maxInFlight),
                smaller(submitsPerSecond, other.submitsPerSecond),
                smaller(statusPerSecond, other.statusPerSecond));
    }

    private static double smaller(double one, double other) {
        if (one <= 0 || other <= 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
