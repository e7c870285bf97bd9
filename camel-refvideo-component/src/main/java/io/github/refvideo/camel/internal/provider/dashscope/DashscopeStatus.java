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
package io.github.refvideo.camel.internal.provider.dashscope;

import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.UnknownStatusTracker;
import io.github.refvideo.camel.spi.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** DashScope's words for where a job stands. Thread-safe. */
final class DashscopeStatus {

    private final UnknownStatusTracker unknownWords =
            new UnknownStatusTracker(DashscopeProvider.NAME);
    private final Duration grace;
    private final Supplier<Instant> now;

    /**
     * @param grace see {@link DashscopeSettings#unknownGrace()}
     */
    DashscopeStatus(Duration grace, Supplier<Instant> now) {
        this.grace = grace;
        this.now = now;
    }

    /**
     * {@code UNKNOWN} is no status but a lookup that found nothing: the job's record is gone, or
     * the job is so young that the lookup does not see it yet.
     *
     * @param submittedAt when the service took the job
     */
    JobStatus read(String word, Instant submittedAt) {
        if (word.strip().equalsIgnoreCase("UNKNOWN")) {
            boolean young = Duration.between(submittedAt, now.get()).compareTo(grace) < 0;
            return young ? JobStatus.RUNNING : JobStatus.EXPIRED;
        }
        return read(word);
    }

    /** Whether the word has no meaning here. */
    boolean isUnknown(String word) {
        return JobStatusParser.find(word).isEmpty();
    }

    /** For lists, which only hold jobs that are known. */
    JobStatus read(String word) {
        return JobStatusParser.find(word)
                .orElseGet(
                        () -> {
                            unknownWords.seen(word);
                            return JobStatus.RUNNING;
                        });
    }
}
