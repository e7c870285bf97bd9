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
package io.github.refvideo.camel.internal.provider;

import io.github.refvideo.camel.spi.JobStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words of all services for the status of a job, in one table. Letter case, underscores,
 * hyphens and spaces do not count.
 */
public final class JobStatusParser {

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final Map<String, JobStatus> TABLE = new HashMap<>();

    static {
        put(
                JobStatus.SUCCEEDED,
                "succeeded",
                "succeed",
                "success",
                "successful",
                "successfully",
                "completed",
                "complete",
                "done",
                "finished",
                "finish");
        put(
                JobStatus.FAILED,
                "failed",
                "fail",
                "failure",
                "error",
                "errored",
                "timed out",
                "timeout",
                "rejected",
                "refused",
                "blocked",
                "moderated",
                "content moderated",
                "request moderated",
                "aborted",
                "terminated",
                "crashed");
        put(JobStatus.CANCELED, "canceled", "cancelled", "cancel", "revoked", "stopped");
        put(JobStatus.EXPIRED, "expired", "deleted");
        put(
                JobStatus.QUEUED,
                "queued",
                "queueing",
                "queuing",
                "in queue",
                "pending",
                "submitted",
                "created",
                "accepted",
                "scheduled",
                "waiting",
                "not started");
        put(
                JobStatus.RUNNING,
                "running",
                "in progress",
                "processing",
                "generating",
                "started",
                "starting",
                "preparing",
                "executing",
                "working",
                "active",
                "canceling",
                "cancelling");
    }

    private JobStatusParser() {}

    /** The status; empty for a word that is not known. */
    public static Optional<JobStatus> find(String word) {
        return Optional.ofNullable(TABLE.get(key(word)));
    }

    private static void put(JobStatus status, String... words) {
        Arrays.stream(words).forEach(word -> TABLE.put(key(word), status));
    }

    private static String key(String word) {
        return SEPARATORS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
