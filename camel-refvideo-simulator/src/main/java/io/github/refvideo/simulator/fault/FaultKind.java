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

/** Every fault that can be injected, with its phase and the steps at which it can be injected. */
public enum FaultKind {
    /** The connection is reset when the request head has arrived; nothing is processed. */
    RESET_BEFORE_READ(HEAD),
    /** Any 4xx or 5xx with the protocol's error body. */
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
    /** 302 to a given URL. */
    REDIRECT(INSTEAD),
    /** 302 to the same URL on every request. */
    REDIRECT_LOOP(INSTEAD),
    /** The connection is reset in the middle of the request body. */
    RESET_WHILE_READING(INSTEAD),
    /** The request is processed, then the connection is reset instead of a response. */
    RESET_AFTER_READ(REPLY),
    /** The request is processed and never answered. */
    STALL(REPLY),
    /** The response arrives byte by byte. */
    TRICKLE(REPLY),
    /** The response is delayed. */
    SLOW_START(REPLY),
    /** The full head and half of the body, then close. */
    TRUNCATED_JSON(REPLY),
    /** The given number of body bytes, then close. */
    CUT_AFTER(REPLY),
    /** The given number of body bytes, then silence on an open connection. */
    FREEZE_AFTER(REPLY),
    /** A content-length larger than what is sent. */
    WRONG_LENGTH(REPLY),
    /** The {@code date} header is wrong. */
    CLOCK_SKEW(REPLY),
    /** An unknown status. */
    UNKNOWN_STATUS(
            MEANING,
            Step.STATUS,
            Step.DASHSCOPE_QUERY,
            Step.DASHSCOPE_LIST,
            Step.OPENAI_QUERY,
            Step.OPENAI_LIST),
    /** The job fails with a given message. */
    JOB_FAILURE(
            MEANING,
            Step.START,
            Step.STREAM,
            Step.STATUS,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY,
            Step.OPENAI_CREATE,
            Step.OPENAI_QUERY),
    /** The job fails as if by a content check. */
    MODERATION_FAILURE(
            MEANING,
            Step.START,
            Step.STREAM,
            Step.STATUS,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY,
            Step.OPENAI_CREATE,
            Step.OPENAI_QUERY),
    /** The job is reported as cancelled. */
    CANCELLED(
            MEANING,
            Step.START,
            Step.STREAM,
            Step.STATUS,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY,
            Step.OPENAI_CREATE,
            Step.OPENAI_QUERY),
    /** Completed, but the list of videos is empty. */
    SUCCESS_WITHOUT_URL(MEANING, Step.STATUS, Step.STREAM, Step.DASHSCOPE_QUERY),
    /** Completed; the video was uploaded to the caller's own storage, and there is no link. */
    UPLOADED_RESULT(MEANING, Step.STATUS, Step.STREAM, Step.OPENAI_CREATE),
    /** The link or the whole result has expired. */
    EXPIRED_RESULT(MEANING, Step.STATUS, Step.RESULT, Step.DASHSCOPE_QUERY),
    /** Range requests get the whole video and a 200. */
    RANGE_UNSUPPORTED(MEANING, Step.RESULT),
    /** A range request sees another entity tag than the first request. */
    ETAG_CHANGES_ON_RESUME(MEANING, Step.RESULT),
    /** An error event inside a 200. */
    STREAM_ERROR(MEANING, Step.STREAM),
    /** The event stream ends without a data event. */
    STREAM_WITHOUT_EVENT(MEANING, Step.STREAM),
    /** Neither heartbeats nor events. */
    STREAM_SILENCE(MEANING, Step.STREAM),
    /** The event stream has an unusual form that the protocol allows. */
    STREAM_FORM(MEANING, Step.STREAM),
    /** The operation that the client must send back is long. */
    LONG_OPERATION(MEANING, Step.START),
    /** A callback that is never sent. */
    LOST_DELIVERY(MEANING, Step.WEBHOOK),
    /** A callback that is sent twice. */
    DUPLICATE_DELIVERY(MEANING, Step.WEBHOOK),
    /** A callback with an invalid signature. */
    BAD_SIGNATURE(MEANING, Step.WEBHOOK),
    /** DashScope: an error with a given status and code. */
    DASHSCOPE_ERROR(
            INSTEAD,
            Step.DASHSCOPE_CREATE,
            Step.DASHSCOPE_QUERY,
            Step.DASHSCOPE_LIST,
            Step.DASHSCOPE_CANCEL,
            Step.DASHSCOPE_POLICY),
    /** A task or job that exists is not found. */
    UNKNOWN_TASK(MEANING, Step.DASHSCOPE_QUERY, Step.OPENAI_QUERY),
    /** DashScope: every number in the usage of a succeeded task is a string. */
    USAGE_AS_TEXT(MEANING, Step.DASHSCOPE_QUERY),
    /** A cancelable task or job is not canceled. */
    CANCEL_REFUSED(MEANING, Step.DASHSCOPE_CANCEL, Step.OPENAI_DELETE),
    /** See {@link Fault#serverLoading()}. */
    SERVER_LOADING(MEANING, Step.OPENAI_CREATE),
    /** The server restarts when it has read the request. */
    SERVER_RESTART(
            MEANING,
            Step.OPENAI_CREATE,
            Step.OPENAI_QUERY,
            Step.OPENAI_LIST,
            Step.OPENAI_DELETE,
            Step.OPENAI_MODELS),
    /** Vercel Blob: an error with a given status and code. */
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

    /** Whether the fault can be injected at that step. */
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
