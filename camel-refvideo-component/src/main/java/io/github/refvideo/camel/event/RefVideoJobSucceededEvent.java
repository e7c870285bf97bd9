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

/** The video was delivered. Tells about it, not where it is. */
public final class RefVideoJobSucceededEvent extends RefVideoJobEvent {

    private final Double videoSeconds;
    private final long videoBytes;
    private final BigDecimal cost;

    public RefVideoJobSucceededEvent(CamelContext source, JobSnapshot job, JobOutcome outcome) {
        super(source, job);
        // Not the outcome itself: it holds the video, and a link to it.
        JobFacts facts = outcome.report().facts();
        videoSeconds = facts.videoSeconds();
        videoBytes = outcome.video().length();
        cost = facts.costInDollars().orElse(null);
    }

    /** Length of the video; null when the service does not say. */
    public Double getVideoSeconds() {
        return videoSeconds;
    }

    /** Size of the video; -1 when it was not fetched. */
    public long getVideoBytes() {
        return videoBytes;
    }

    /** In US dollars; null when the service does not say. */
    public BigDecimal getCost() {
        return cost;
    }

    /** Since the order was given. */
    public Duration getElapsed() {
        return getJob().elapsed();
    }

    @Override
    String words() {
        return "succeeded after "
                + getElapsed().toMillis()
                + " ms: "
                + (videoSeconds == null ? "" : videoSeconds + " s of video, ")
                + (videoBytes < 0 ? "not fetched" : videoBytes + " bytes")
                + (cost == null ? "" : ", " + cost.toPlainString() + " USD");
    }
}
