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
package io.github.refvideo.simulator.openai;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobState;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a job failed. Jobs keep it as one text: {@code 400: message}, or a message alone for 500. */
record VideoFailure(int status, String message) {
    private static final Pattern FORM = Pattern.compile("([45]\\d\\d): (.*)", Pattern.DOTALL);

    static VideoFailure of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new VideoFailure(Integer.parseInt(matcher.group(1)), matcher.group(2))
                : new VideoFailure(500, text);
    }

    /** The outcome that a fault gives a new job; it takes effect at the end of the running time. */
    static void apply(Job job, Fault fault) {
        switch (fault.kind()) {
            case JOB_FAILURE -> job.endWhenDue(JobState.FAILED, fault.text());
            case MODERATION_FAILURE -> job.endWhenDue(JobState.FAILED, guardrail());
            case CANCELLED -> job.endWhenDue(JobState.CANCELLED, "");
            default -> {
                // The other faults change the response.
            }
        }
    }

    /** The outcome that a fault gives a job when it is queried. */
    static void applyNow(Job job, Fault fault, Instant now) {
        switch (fault.kind()) {
            case JOB_FAILURE -> job.end(JobState.FAILED, fault.text(), now);
            case MODERATION_FAILURE -> job.end(JobState.FAILED, guardrail(), now);
            case CANCELLED -> job.end(JobState.CANCELLED, "", now);
            default -> {
                // The other faults change the response.
            }
        }
    }

    private static String guardrail() {
        return "400: Guardrail violation: the content check refused the input or the output.";
    }
}
