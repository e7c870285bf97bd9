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
package io.github.refvideo.camel.internal.reference.media;

/** What is known of one track of an ISO media file. Times are in its own scale. */
final class IsoTrack {

    /** Such as {@code vide} or {@code soun}; empty when the track does not say. */
    String handler = "";

    /** Whether another track uses this one for its chapters. */
    boolean chapters;

    long width;
    long height;

    /** Ticks per second; 0 when not known. */
    long scale;

    /** Of the samples outside of fragments; 0 when not known. */
    long duration;

    /** Of one sample in a fragment that says nothing else. */
    long sampleDuration;

    private long fragmentsStart = -1;
    private long fragmentsEnd;

    long pixels() {
        return width * height;
    }

    void startFragment(long time) {
        fragmentsStart = fragmentsStart < 0 ? time : Math.min(fragmentsStart, time);
        fragmentsEnd = time;
    }

    void addToFragment(long ticks) {
        fragmentsStart = Math.max(0, fragmentsStart);
        long sum = fragmentsEnd + ticks;
        fragmentsEnd = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /**
     * The time at which the last fragment ends. Segments of a live stream start at any time; that
     * is not part of their duration.
     */
    long fragmentsEnd() {
        boolean first = fragmentsStart <= duration;
        return first ? fragmentsEnd : fragmentsEnd - fragmentsStart;
    }
}
