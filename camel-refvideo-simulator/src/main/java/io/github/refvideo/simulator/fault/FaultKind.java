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
package io.github.refvideo.simulator.fault;

import static io.github.refvideo.simulator.fault.FaultPhase.HEAD;
import static io.github.refvideo.simulator.fault.FaultPhase.INSTEAD;
import static io.github.refvideo.simulator.fault.FaultPhase.MEANING;
import static io.github.refvideo.simulator.fault.FaultPhase.REPLY;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Every fault that can be injected, with the phase in which it acts and the steps at which it makes
 * sense.
 */
public enum FaultKind {
    /** Connection reset as soon as the request's head arrived; nothing was processed. */
    RESET_BEFORE_READ(HEAD),
    /** Any 4xx or 5xx in the protocol's own error form. */
    STATUS(INSTEAD),
    /** 429 with one of the forms of a retry hint. */
    RATE_LIMITED(INSTEAD),
    /** The request is read, not processed and never answered. */
    NO_RESPONSE(INSTEAD),
    /** 200 and random bytes. */
    GARBAGE(INSTEAD),
    /** 200 and an HTML page where JSON or a video belongs. */
    HTML_PAGE(INSTEAD),
    /** 200 and a JSON text of many megabytes. */
    OVERSIZED_JSON(INSTEAD),
    /** 200 without a body. */
    ZERO_BYTES(INSTEAD),
    /** 302 to a given address. */
    REDIRECT(INSTEAD),
    /** 302 to the same address, for ever. */
    REDIRECT_LOOP(INSTEAD),
    /** The connection is reset in the middle of the body that the client sends. */
    RESET_WHILE_READING(INSTEAD),
    /** The request is processed, then the connection is reset instead of an answer. */
    RESET_AFTER_READ(REPLY),
    /** The request is processed and never answered. */
    STALL(REPLY),
    /** The answer comes byte by byte. */
    TRICKLE(REPLY),
    /** The answer comes late. */
    SLOW_START(REPLY),
    /** Full head, half the body, close. */
    TRUNCATED_JSON(REPLY),
    /** The given number of body bytes, then close. */
    CUT_AFTER(REPLY),
    /** The given number of body bytes, then silence on an open connection. */
    FREEZE_AFTER(REPLY),
    /** A content-length larger than what is sent. */
    WRONG_LENGTH(REPLY),
    /** The {@code date} header is off. */
    CLOCK_SKEW(REPLY),
    /** A status word that no client knows. */
    UNKNOWN_STATUS(MEANING, Step.STATUS, Step.DASHSCOPE_QUERY, Step.DASHSCOPE_LIST),
    /** The job fails with a given text. */
    JOB_FAILURE(
            MEANING,
            Step.START,
            Step.STREAM,
            Step.STATUS,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY),
    /** The job fails the way a content check makes it fail. */
    MODERATION_FAILURE(
            MEANING,
            Step.START,
            Step.STREAM,
            Step.STATUS,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY),
    /** The job is reported as cancelled. */
    CANCELLED(
            MEANING,
            Step.START,
            Step.STREAM,
            Step.STATUS,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY),
    /** Completed, but the list of videos is empty. */
    SUCCESS_WITHOUT_URL(MEANING, Step.STATUS, Step.STREAM, Step.DASHSCOPE_QUERY),
    /** Completed; the video went to storage of the caller's own, and there is no link. */
    UPLOADED_RESULT(MEANING, Step.STATUS, Step.STREAM),
    /** The link, or the whole result, is past its window. */
    EXPIRED_RESULT(MEANING, Step.STATUS, Step.RESULT, Step.DASHSCOPE_QUERY),
    /** Range requests get the whole video and a 200. */
    RANGE_UNSUPPORTED(MEANING, Step.RESULT),
    /** A range request meets another entity tag than the first request did. */
    ETAG_CHANGES_ON_RESUME(MEANING, Step.RESULT),
    /** An error event inside a 200. */
    STREAM_ERROR(MEANING, Step.STREAM),
    /** The event stream ends without a data event. */
    STREAM_WITHOUT_EVENT(MEANING, Step.STREAM),
    /** No heartbeats, and no event either. */
    STREAM_SILENCE(MEANING, Step.STREAM),
    /** The event stream has a form that the protocol allows and that clients misread. */
    STREAM_FORM(MEANING, Step.STREAM),
    /** The operation that the client must send back is long. */
    LONG_OPERATION(MEANING, Step.START),
    /** A callback that is never sent. */
    LOST_DELIVERY(MEANING, Step.WEBHOOK),
    /** A callback that is sent twice. */
    DUPLICATE_DELIVERY(MEANING, Step.WEBHOOK),
    /** A callback whose signature does not fit. */
    BAD_SIGNATURE(MEANING, Step.WEBHOOK),
    /** DashScope: an error of a given status and code. */
    DASHSCOPE_ERROR(
            INSTEAD,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY,
            Step.DASHSCOPE_LIST,
            Step.DASHSCOPE_CANCEL,
            Step.DASHSCOPE_POLICY),
    /** DashScope: a task that exists is not found. */
    UNKNOWN_TASK(MEANING, Step.DASHSCOPE_QUERY),
    /** DashScope: every number in the usage of a succeeded task is a text. */
    USAGE_AS_TEXT(MEANING, Step.DASHSCOPE_QUERY),
    /** DashScope: a task that could be canceled is not. */
    CANCEL_REFUSED(MEANING, Step.DASHSCOPE_CANCEL),
    /** Vercel Blob: an error of a given status and code. */
    BLOB_ERROR(
            INSTEAD,
            Step.BLOB_PUT,
            Step.BLOB_CREATE,
            Step.BLOB_PART,
            Step.BLOB_COMPLETE,
            Step.BLOB_DELETE,
            Step.BLOB_HEAD,
            Step.BLOB_TOKEN);

    private final FaultPhase phase;
    private final Set<Step> steps;

    FaultKind(FaultPhase phase, Step... steps) {
        this.phase = phase;
        this.steps =
                steps.length == 0
                        ? EnumSet.complementOf(EnumSet.of(Step.WEBHOOK))
                        : EnumSet.of(steps[0], steps);
    }

    /** When the fault acts. */
    public FaultPhase phase() {
        return phase;
    }

    /** Whether the fault can happen at that step. */
    public boolean fits(Step step) {
        return steps.contains(step);
    }

    /**
     * The name used on the command line and in the README, for example {@code reset-after-read}.
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
