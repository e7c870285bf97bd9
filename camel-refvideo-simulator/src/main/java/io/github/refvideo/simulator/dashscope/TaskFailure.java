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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.render.UndecodableReferenceException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a task failed. Jobs keep it as one text, {@code code: message}. */
record TaskFailure(String code, String message) {
    private static final Pattern FORM =
            Pattern.compile("([A-Z][A-Za-z]*(?:\\.[A-Za-z]+)*)(?:: (.*))?", Pattern.DOTALL);

    /** Parses such a text; a text without a code is an internal error. */
    static TaskFailure of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return new TaskFailure("InternalError", text);
        }
        String message = matcher.group(2);
        return new TaskFailure(
                matcher.group(1), message == null ? "The simulated task failed." : message);
    }

    /** The failure of a task whose reference cannot be downloaded or decoded. */
    static String ofReference(Throwable cause) {
        String code =
                cause instanceof UndecodableReferenceException
                        ? "InvalidFile.Format"
                        : "BadRequest.InputDownloadFailed";
        return code + ": " + cause.getMessage();
    }

    /**
     * The outcome that a fault gives a new task; it takes effect at the end of the running time.
     */
    static void doom(Job job, Fault fault) {
        switch (fault.kind()) {
            case JOB_FAILURE -> job.endWhenDue(JobState.FAILED, fault.text());
            case MODERATION_FAILURE -> job.endWhenDue(JobState.FAILED, inspection());
            case CANCELLED -> job.endWhenDue(JobState.CANCELLED, "");
            default -> {
                // The other faults change the response.
            }
        }
    }

    /** The outcome that a fault gives a task when it is queried. */
    static void doomNow(Job job, Fault fault, Instant now) {
        switch (fault.kind()) {
            case JOB_FAILURE -> job.end(JobState.FAILED, fault.text(), now);
            case MODERATION_FAILURE -> job.end(JobState.FAILED, inspection(), now);
            case CANCELLED -> job.end(JobState.CANCELLED, "", now);
            default -> {
                // The other faults change the response.
            }
        }
    }

    private static String inspection() {
        return "DataInspectionFailed: the content check refused the input or the output";
    }
}
