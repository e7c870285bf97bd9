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
package io.github.refvideo.camel.event;

import io.github.refvideo.camel.spi.JobFacts;
import java.math.BigDecimal;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The video was delivered. The event does not contain the link to it. */
public final class RefVideoJobSucceededEvent extends RefVideoJobEvent {

    private final @Nullable Double videoSeconds;
    private final long videoBytes;
    private final @Nullable BigDecimal cost;

    public RefVideoJobSucceededEvent(CamelContext source, JobSnapshot job, JobOutcome outcome) {
        super(source, job);
        // Not the outcome itself, which contains the video and its link.
        JobFacts facts = outcome.report().facts();
        videoSeconds = facts.videoSeconds();
        videoBytes = outcome.video().length();
        cost = facts.costInDollars().orElse(null);
    }

    /** The length of the video in seconds; null when the service does not report it. */
    public @Nullable Double getVideoSeconds() {
        return videoSeconds;
    }

    /** The size of the video in bytes; -1 when it was not downloaded. */
    public long getVideoBytes() {
        return videoBytes;
    }

    /** The cost in US dollars; null when the service does not report it. */
    public @Nullable BigDecimal getCost() {
        return cost;
    }

    /** The time since the exchange arrived. */
    public Duration getElapsed() {
        return getJob().elapsed();
    }

    @Override
    String description() {
        return "succeeded after "
                + getElapsed().toMillis()
                + " ms: "
                + (videoSeconds == null ? "" : videoSeconds + " s of video, ")
                + (videoBytes < 0 ? "not downloaded" : videoBytes + " bytes")
                + (cost == null ? "" : ", " + cost.toPlainString() + " USD");
    }
}
