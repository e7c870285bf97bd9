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
import org.jspecify.annotations.Nullable;

/**
 * The state of a job in one reply of the service.
 *
 * @param status of the job
 * @param video null unless {@link JobStatus#SUCCEEDED}; a success without a video is polled again
 * @param warnings see {@link Warning}. With {@link JobStatus#EXPIRED}, the details of a warning
 *     with the feature {@code job} become part of the error message
 * @param failure the reason if the job failed
 * @param facts other details; {@link JobFacts#NONE} if there are none
 */
public record JobReport(
        JobStatus status,
        @Nullable VideoSource video,
        List<Warning> warnings,
        @Nullable JobFailure failure,
        JobFacts facts) {

    public JobReport {
        warnings = List.copyOf(warnings);
    }

    /** The report of a job that has not ended. */
    public static JobReport pending(JobStatus status, List<Warning> warnings, JobFacts facts) {
        return new JobReport(status, null, warnings, null, facts);
    }

    /** The link to the video, if there is one. That of a {@code ServiceFile} has no headers. */
    public Optional<VideoSource.Link> link() {
        if (video instanceof VideoSource.ServiceFile file) {
            return Optional.of(new VideoSource.Link(file.uri().toString(), file.mediaType(), null));
        }
        return video instanceof VideoSource.Link link ? Optional.of(link) : Optional.empty();
    }

    /** This report completed with the details and warnings of an earlier one. */
    public JobReport after(JobReport earlier) {
        List<Warning> all = new ArrayList<>(earlier.warnings);
        warnings.stream().filter(w -> !all.contains(w)).forEach(all::add);
        return new JobReport(status, video, all, failure, facts.orElse(earlier.facts));
    }
}
