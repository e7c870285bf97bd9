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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a service said about a job at one moment.
 *
 * @param status where the job stands
 * @param video where the video is; null unless {@link JobStatus#SUCCEEDED}, and even then when the
 *     service forgot it
 * @param warnings see {@link Warning}
 * @param failure null unless the job ended without a video
 * @param facts what else the service told
 */
public record JobReport(
        JobStatus status,
        VideoSource video,
        List<Warning> warnings,
        JobFailure failure,
        JobFacts facts) {

    public JobReport {
        warnings = List.copyOf(warnings);
    }

    /** A job that is under way. */
    public static JobReport pending(JobStatus status, List<Warning> warnings, JobFacts facts) {
        return new JobReport(status, null, warnings, null, facts);
    }

    /** The link to the video, if it has one. */
    public Optional<VideoSource.Link> link() {
        return video instanceof VideoSource.Link link ? Optional.of(link) : Optional.empty();
    }

    /** The same report with gaps filled from an earlier one and the warnings of both. */
    public JobReport after(JobReport earlier) {
        List<Warning> all = new ArrayList<>(earlier.warnings);
        warnings.stream().filter(w -> !all.contains(w)).forEach(all::add);
        return new JobReport(status, video, all, failure, facts.orElse(earlier.facts));
    }
}
