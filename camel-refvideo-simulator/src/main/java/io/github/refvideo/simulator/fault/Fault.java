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

import java.time.Duration;
import java.util.Objects;

/**
 * One named fault with its parameters. Immutable.
 *
 * <p>The factory methods document whether the request is <em>processed</em>, that is, whether a
 * start call with this fault creates and bills a job. {@link #afterProcessing()} turns a fault that
 * replaces the processing into one that replaces only the response.
 */
public final class Fault {
    private static final long DEFAULT_OVERSIZE = 64L << 20;

    private final FaultKind kind;
    private final long number;
    private final String text;
    private final Duration delay;
    private final boolean processed;

    private Fault(FaultKind kind, long number, String text, Duration delay) {
        this(
                kind,
                number,
                text,
                delay,
                kind.phase() == FaultPhase.REPLY || kind.phase() == FaultPhase.MEANING);
    }

    private Fault(FaultKind kind, long number, String text, Duration delay, boolean processed) {
        this.kind = kind;
        this.number = number;
        this.text = text;
        this.delay = delay;
        this.processed = processed;
    }

    private static Fault plain(FaultKind kind) {
        return new Fault(kind, 0, "", Duration.ZERO);
    }

    private static Fault counted(FaultKind kind, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(
                    kind.word() + " needs a number of at least 0, not " + number);
        }
        return new Fault(kind, number, "", Duration.ZERO);
    }

    private static Fault worded(FaultKind kind, String text) {
        return new Fault(kind, 0, Objects.requireNonNull(text, "text"), Duration.ZERO);
    }

    /** Any status from 400 to 599 with the protocol's error envelope. Not processed. */
    public static Fault status(int code) {
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("A status fault is a 4xx or 5xx, not " + code);
        }
        return counted(FaultKind.STATUS, code);
    }

    /** 429 with the given form of hint. Not processed. */
    public static Fault rateLimited(RetryHint hint) {
        return worded(FaultKind.RATE_LIMITED, hint.word());
    }

    /** 429 with {@code retry-after} in whole seconds. Not processed. */
    public static Fault rateLimited(Duration retryAfter) {
        return new Fault(FaultKind.RATE_LIMITED, 0, RetryHint.SECONDS.word(), retryAfter);
    }

    /** 429 with the given hint form and delay. Not processed. */
    public static Fault rateLimited(RetryHint hint, Duration retryAfter) {
        return new Fault(FaultKind.RATE_LIMITED, 0, hint.word(), retryAfter);
    }

    /** The connection is reset (RST) when the request head has arrived. Not processed. */
    public static Fault resetBeforeRead() {
        return plain(FaultKind.RESET_BEFORE_READ);
    }

    /**
     * The request is processed (a start creates its job), then the connection is reset (RST)
     * without a response.
     */
    public static Fault resetAfterRead() {
        return plain(FaultKind.RESET_AFTER_READ);
    }

    /** The request is read and never answered. Not processed. */
    public static Fault noResponse() {
        return plain(FaultKind.NO_RESPONSE);
    }

    /** The request is processed (a start creates its job) and never answered. */
    public static Fault stall() {
        return plain(FaultKind.STALL);
    }

    /**
     * The regular response at this many body bytes per second (at rates of 1 to 1000, bytes are
     * sent one by one).
     */
    public static Fault trickle(int bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("trickle needs at least 1 byte per second");
        }
        return counted(FaultKind.TRICKLE, bytesPerSecond);
    }

    /** The regular response after this delay (real time). */
    public static Fault slowStart(Duration delay) {
        return new Fault(FaultKind.SLOW_START, 0, "", delay);
    }

    /**
     * All headers and the first half of the regular body, then the connection is closed. Processed.
     */
    public static Fault truncatedJson() {
        return plain(FaultKind.TRUNCATED_JSON);
    }

    /** 200 with the usual content type and random bytes. Not processed. */
    public static Fault garbage() {
        return plain(FaultKind.GARBAGE);
    }

    /** 200 with a JSON text of 64 MiB. Not processed. */
    public static Fault oversizedJson() {
        return oversizedJson(DEFAULT_OVERSIZE);
    }

    /** 200 with a JSON text of about this many bytes. Not processed. */
    public static Fault oversizedJson(long bytes) {
        return counted(FaultKind.OVERSIZED_JSON, bytes);
    }

    /** 200 with an HTML page. Not processed. */
    public static Fault htmlPage() {
        return plain(FaultKind.HTML_PAGE);
    }

    /** 200 with an empty body. Not processed. */
    public static Fault zeroBytes() {
        return plain(FaultKind.ZERO_BYTES);
    }

    /** 302 to {@code location}, such as a public, private or malformed address. Not processed. */
    public static Fault redirect(String location) {
        return worded(FaultKind.REDIRECT, location);
    }

    /** 302 to the requested URL itself. Not processed. */
    public static Fault redirectLoop() {
        return plain(FaultKind.REDIRECT_LOOP);
    }

    /** The regular head and this many body bytes, then the connection is closed. Processed. */
    public static Fault cutAfter(long bytes) {
        return counted(FaultKind.CUT_AFTER, bytes);
    }

    /**
     * The regular head and this many body bytes, then nothing more on an open connection.
     * Processed.
     */
    public static Fault freezeAfter(long bytes) {
        return counted(FaultKind.FREEZE_AFTER, bytes);
    }

    /**
     * The complete regular body with a content-length that is 1,024 too large, then the connection
     * is closed. Processed.
     */
    public static Fault wrongLength() {
        return counted(FaultKind.WRONG_LENGTH, 1024);
    }

    /** The status response contains this status. */
    public static Fault unknownStatus(String word) {
        return worded(FaultKind.UNKNOWN_STATUS, word);
    }

    /** The job that this request creates or queries fails with this message. */
    public static Fault jobFailure(String text) {
        return worded(FaultKind.JOB_FAILURE, text);
    }

    /** The job fails with the message of a content check. */
    public static Fault moderationFailure() {
        return plain(FaultKind.MODERATION_FAILURE);
    }

    /** The job is cancelled. */
    public static Fault cancelled() {
        return plain(FaultKind.CANCELLED);
    }

    /** A finished job is reported with an empty list of videos. */
    public static Fault successWithoutUrl() {
        return plain(FaultKind.SUCCESS_WITHOUT_URL);
    }

    /**
     * A finished job is reported as uploaded to the caller's own storage.
     *
     * @param location the location in the response; empty to omit it
     */
    public static Fault uploadedResult(String location) {
        return worded(FaultKind.UPLOADED_RESULT, location);
    }

    /** At STATUS: the result has expired. At RESULT: 403 as for an expired link. */
    public static Fault expiredResult() {
        return plain(FaultKind.EXPIRED_RESULT);
    }

    /** Range requests are answered with 200 and the whole video. */
    public static Fault rangeUnsupported() {
        return plain(FaultKind.RANGE_UNSUPPORTED);
    }

    /**
     * A range request sees another entity tag, so a request with {@code If-Range} gets 200 and the
     * whole video.
     */
    public static Fault etagChangesOnResume() {
        return plain(FaultKind.ETAG_CHANGES_ON_RESUME);
    }

    /** The stream's data event is an error with this status; the job exists. */
    public static Fault streamError(int statusCode) {
        return counted(FaultKind.STREAM_ERROR, statusCode);
    }

    /** The stream ends without a data event; the job exists. */
    public static Fault streamWithoutEvent() {
        return plain(FaultKind.STREAM_WITHOUT_EVENT);
    }

    /** The stream opens and then sends nothing, not even a heartbeat; the job exists. */
    public static Fault streamSilence() {
        return plain(FaultKind.STREAM_SILENCE);
    }

    /** The stream has this form; the job exists. */
    public static Fault streamForm(StreamForm form) {
        return worded(FaultKind.STREAM_FORM, form.word());
    }

    /**
     * The operation in the start response has a token of this many characters, which every status
     * call must send back.
     */
    public static Fault longOperation(int characters) {
        return counted(FaultKind.LONG_OPERATION, characters);
    }

    /** The callback is never sent, not even as a retry. */
    public static Fault lostDelivery() {
        return plain(FaultKind.LOST_DELIVERY);
    }

    /** The callback is sent twice. */
    public static Fault duplicateDelivery() {
        return plain(FaultKind.DUPLICATE_DELIVERY);
    }

    /** The callback carries a signature made with another secret. */
    public static Fault badSignature() {
        return plain(FaultKind.BAD_SIGNATURE);
    }

    /**
     * The job fails with this code and message, in DashScope's format; other protocols report them
     * as one message.
     */
    public static Fault jobFailure(String code, String text) {
        return jobFailure(code + ": " + text);
    }

    /** DashScope: an error with this status and code, for example 429 {@code Throttling}. */
    public static Fault dashscopeError(int httpStatus, String code) {
        return dashscopeError(httpStatus, code, ErrorShape.FLAT);
    }

    /** The same with another error body format. Not processed. */
    public static Fault dashscopeError(int httpStatus, String code, ErrorShape shape) {
        status(httpStatus);
        Objects.requireNonNull(code, "code");
        return new Fault(
                FaultKind.DASHSCOPE_ERROR, httpStatus, code + ":" + shape.word(), Duration.ZERO);
    }

    /**
     * DashScope: the task is reported as {@code UNKNOWN}, as if it did not exist (yet). vLLM-Omni
     * and SGLang: 404.
     */
    public static Fault unknownTask() {
        return plain(FaultKind.UNKNOWN_TASK);
    }

    /** DashScope: the numbers in the usage of a succeeded task are strings. */
    public static Fault usageAsText() {
        return plain(FaultKind.USAGE_AS_TEXT);
    }

    /**
     * DashScope: a cancel is refused, although the task is still PENDING. vLLM-Omni: the job does
     * not stop in time, and the deletion is answered with 409.
     */
    public static Fault cancelRefused() {
        return plain(FaultKind.CANCEL_REFUSED);
    }

    /**
     * vLLM-Omni and SGLang: the server restarts when it has read the request. It forgets all its
     * jobs, and all calls in flight, including this one, are reset. A create call creates no job.
     */
    public static Fault serverRestart() {
        return plain(FaultKind.SERVER_RESTART);
    }

    /** The server has not loaded its model yet: 503, and no job. Only for OPENAI_CREATE. */
    public static Fault serverLoading() {
        return plain(FaultKind.SERVER_LOADING);
    }

    /** Vercel Blob: an error with this status and code, for example {@code store_suspended}. */
    public static Fault blobError(int httpStatus, String code) {
        status(httpStatus);
        return new Fault(
                FaultKind.BLOB_ERROR,
                httpStatus,
                Objects.requireNonNull(code, "code"),
                Duration.ZERO);
    }

    /**
     * The connection is reset (RST) after this many bytes of the request body, or after the whole
     * body if it is smaller. Not processed.
     */
    public static Fault resetWhileReading(long bytes) {
        return counted(FaultKind.RESET_WHILE_READING, bytes);
    }

    /**
     * The regular response with a {@code date} header shifted by this amount, into the future or,
     * if negative, into the past. In contrast to the simulator's clock, only this response is
     * affected.
     */
    public static Fault clockSkew(Duration skew) {
        return new Fault(FaultKind.CLOCK_SKEW, 0, "", Objects.requireNonNull(skew, "skew"));
    }

    /**
     * The request is processed, paid and acknowledged, but the acknowledgement never arrives. An
     * alias of {@link #resetAfterRead()} for submits.
     */
    public static Fault lostAcknowledgement() {
        return resetAfterRead();
    }

    /**
     * The fault with this name, for example {@code status=503}, {@code trickle=100}, {@code
     * reset-after-read}.
     */
    public static Fault parse(String text) {
        return FaultNames.parse(text);
    }

    /**
     * The same fault, but the request is processed first: a start call creates and bills its job.
     */
    public Fault afterProcessing() {
        if (kind.phase() == FaultPhase.HEAD) {
            throw new IllegalStateException(
                    kind.word() + " never reads the request, so it cannot process it");
        }
        return new Fault(kind, number, text, delay, true);
    }

    /** The kind of fault. */
    public FaultKind kind() {
        return kind;
    }

    /** A count of bytes, a rate or a status code, depending on the kind; otherwise 0. */
    public long number() {
        return number;
    }

    /**
     * A status, a URL, an error message or a code with its error shape, depending on the kind;
     * otherwise empty.
     */
    public String text() {
        return text;
    }

    /** The delay of a slow response or of a retry hint; otherwise zero. */
    public Duration delay() {
        return delay;
    }

    /** Whether the request is processed although its response is faulty. */
    public boolean processed() {
        return processed;
    }

    /**
     * Whether the response does not depend on the regular response, so that the simulator does not
     * wait for it.
     */
    public boolean ignoresAnswer() {
        return kind.phase() == FaultPhase.INSTEAD
                || kind == FaultKind.RESET_AFTER_READ
                || kind == FaultKind.STALL;
    }

    @Override
    public String toString() {
        return FaultNames.print(this);
    }
}
