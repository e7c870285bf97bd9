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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the status of a job. One table contains the words of all services; letter case,
 * underscores, hyphens and spaces do not matter. A job with an unknown status counts as running:
 * each unknown word is logged once. Thread-safe.
 */
public final class JobStatusParser {

    private static final Logger LOG = LoggerFactory.getLogger(JobStatusParser.class);

    /** Limits the memory for words that a service makes up. */
    private static final int MAX_LOGGED = 100;

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

    private final String provider;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();
    private final LongAdder unknown = new LongAdder();

    /**
     * @param provider name of the provider, for the log
     */
    public JobStatusParser(String provider) {
        this.provider = provider;
    }

    /** The status; {@link JobStatus#RUNNING} for an unknown word. */
    public JobStatus parse(String word) {
        return find(word)
                .orElseGet(
                        () -> {
                            reportUnknown(word);
                            return JobStatus.RUNNING;
                        });
    }

    private void reportUnknown(String word) {
        unknown.increment();
        if (logged.size() < MAX_LOGGED && logged.add(word)) {
            LOG.warn(
                    "Unknown job status '{}' from provider {}; treating the job as running",
                    ServiceText.line(word, List.of()),
                    provider);
        }
    }

    /** How many unknown words were parsed. */
    public long unknownCount() {
        return unknown.sum();
    }

    /** The status; empty for an unknown word. */
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
