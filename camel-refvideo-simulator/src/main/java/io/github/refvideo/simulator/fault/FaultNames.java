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

import io.github.refvideo.simulator.time.ShortDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parses and formats faults as text, for the command line and messages. */
final class FaultNames {
    private static final Map<FaultKind, Function<String, Fault>> WITH_ARGUMENT =
            new EnumMap<>(FaultKind.class);
    private static final Map<FaultKind, Fault> PLAIN = new EnumMap<>(FaultKind.class);

    static {
        WITH_ARGUMENT.put(FaultKind.STATUS, text -> Fault.status(Integer.parseInt(text)));
        WITH_ARGUMENT.put(FaultKind.RATE_LIMITED, FaultNames::rateLimited);
        WITH_ARGUMENT.put(FaultKind.TRICKLE, text -> Fault.trickle(Integer.parseInt(text)));
        WITH_ARGUMENT.put(FaultKind.SLOW_START, text -> Fault.slowStart(ShortDuration.parse(text)));
        WITH_ARGUMENT.put(
                FaultKind.OVERSIZED_JSON, text -> Fault.oversizedJson(Long.parseLong(text)));
        WITH_ARGUMENT.put(FaultKind.REDIRECT, Fault::redirect);
        WITH_ARGUMENT.put(FaultKind.UPLOADED_RESULT, Fault::uploadedResult);
        WITH_ARGUMENT.put(FaultKind.CUT_AFTER, text -> Fault.cutAfter(Long.parseLong(text)));
        WITH_ARGUMENT.put(FaultKind.FREEZE_AFTER, text -> Fault.freezeAfter(Long.parseLong(text)));
        WITH_ARGUMENT.put(FaultKind.UNKNOWN_STATUS, Fault::unknownStatus);
        WITH_ARGUMENT.put(FaultKind.JOB_FAILURE, Fault::jobFailure);
        WITH_ARGUMENT.put(
                FaultKind.STREAM_ERROR, text -> Fault.streamError(Integer.parseInt(text)));
        WITH_ARGUMENT.put(FaultKind.STREAM_FORM, text -> Fault.streamForm(StreamForm.of(text)));
        WITH_ARGUMENT.put(
                FaultKind.LONG_OPERATION, text -> Fault.longOperation(Integer.parseInt(text)));
        WITH_ARGUMENT.put(FaultKind.DASHSCOPE_ERROR, FaultNames::dashscopeError);
        WITH_ARGUMENT.put(FaultKind.BLOB_ERROR, FaultNames::blobError);
        WITH_ARGUMENT.put(
                FaultKind.RESET_WHILE_READING,
                text -> Fault.resetWhileReading(Long.parseLong(text)));
        WITH_ARGUMENT.put(FaultKind.CLOCK_SKEW, FaultNames::clockSkew);

        PLAIN.put(FaultKind.RESET_BEFORE_READ, Fault.resetBeforeRead());
        PLAIN.put(FaultKind.RATE_LIMITED, Fault.rateLimited(RetryHint.MISSING));
        PLAIN.put(FaultKind.NO_RESPONSE, Fault.noResponse());
        PLAIN.put(FaultKind.GARBAGE, Fault.garbage());
        PLAIN.put(FaultKind.HTML_PAGE, Fault.htmlPage());
        PLAIN.put(FaultKind.OVERSIZED_JSON, Fault.oversizedJson());
        PLAIN.put(FaultKind.ZERO_BYTES, Fault.zeroBytes());
        PLAIN.put(FaultKind.REDIRECT_LOOP, Fault.redirectLoop());
        PLAIN.put(FaultKind.RESET_AFTER_READ, Fault.resetAfterRead());
        PLAIN.put(FaultKind.STALL, Fault.stall());
        PLAIN.put(FaultKind.TRUNCATED_JSON, Fault.truncatedJson());
        PLAIN.put(FaultKind.WRONG_LENGTH, Fault.wrongLength());
        PLAIN.put(FaultKind.UNKNOWN_STATUS, Fault.unknownStatus("paused"));
        PLAIN.put(FaultKind.JOB_FAILURE, Fault.jobFailure("The simulated job failed on request."));
        PLAIN.put(FaultKind.MODERATION_FAILURE, Fault.moderationFailure());
        PLAIN.put(FaultKind.CANCELLED, Fault.cancelled());
        PLAIN.put(FaultKind.SUCCESS_WITHOUT_URL, Fault.successWithoutUrl());
        PLAIN.put(FaultKind.UPLOADED_RESULT, Fault.uploadedResult(""));
        PLAIN.put(FaultKind.EXPIRED_RESULT, Fault.expiredResult());
        PLAIN.put(FaultKind.RANGE_UNSUPPORTED, Fault.rangeUnsupported());
        PLAIN.put(FaultKind.ETAG_CHANGES_ON_RESUME, Fault.etagChangesOnResume());
        PLAIN.put(FaultKind.STREAM_WITHOUT_EVENT, Fault.streamWithoutEvent());
        PLAIN.put(FaultKind.STREAM_SILENCE, Fault.streamSilence());
        PLAIN.put(FaultKind.STREAM_FORM, Fault.streamForm(StreamForm.OPEN));
        PLAIN.put(FaultKind.LONG_OPERATION, Fault.longOperation(70_000));
        PLAIN.put(FaultKind.LOST_DELIVERY, Fault.lostDelivery());
        PLAIN.put(FaultKind.DUPLICATE_DELIVERY, Fault.duplicateDelivery());
        PLAIN.put(FaultKind.BAD_SIGNATURE, Fault.badSignature());
        PLAIN.put(FaultKind.UNKNOWN_TASK, Fault.unknownTask());
        PLAIN.put(FaultKind.USAGE_AS_TEXT, Fault.usageAsText());
        PLAIN.put(FaultKind.CLOCK_SKEW, Fault.clockSkew(Duration.ofHours(1)));
        PLAIN.put(FaultKind.CANCEL_REFUSED, Fault.cancelRefused());
        PLAIN.put(FaultKind.SERVER_RESTART, Fault.serverRestart());
        PLAIN.put(FaultKind.SERVER_LOADING, Fault.serverLoading());
        PLAIN.put(FaultKind.BLOB_ERROR, Fault.blobError(403, "forbidden"));
        PLAIN.put(FaultKind.RESET_WHILE_READING, Fault.resetWhileReading(0));
        PLAIN.put(FaultKind.DASHSCOPE_ERROR, Fault.dashscopeError(429, "Throttling.RateQuota"));
    }

    private FaultNames() {}

    static Fault parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        FaultKind kind = kind(name.trim());
        try {
            Fault fault =
                    equals < 0
                            ? PLAIN.get(kind)
                            : withArgument(kind, text.substring(equals + 1).trim());
            if (fault != null) {
                return fault;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "Cannot read the fault \"" + text + "\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "The fault \""
                        + kind.word()
                        + "\" takes "
                        + (equals < 0 ? "a value: " + kind.word() + "=..." : "none"));
    }

    static String print(Fault fault) {
        String value = "";
        if (fault.kind() == FaultKind.DASHSCOPE_ERROR || fault.kind() == FaultKind.BLOB_ERROR) {
            value = fault.number() + ":" + fault.text();
        } else if (!fault.text().isEmpty()) {
            value = fault.text();
        } else if (!fault.delay().isZero()) {
            value = fault.delay().toMillis() + "ms";
        } else if (fault.number() > 0) {
            value = Long.toString(fault.number());
        }
        String suffix =
                fault.kind().phase() == FaultPhase.INSTEAD && fault.processed()
                        ? " (after processing)"
                        : "";
        return fault.kind().word() + (value.isEmpty() ? "" : "=" + value) + suffix;
    }

    private static Fault withArgument(FaultKind kind, String argument) {
        Function<String, Fault> maker = WITH_ARGUMENT.get(kind);
        return maker == null ? null : maker.apply(argument);
    }

    /** Either the name of a hint or a retry delay. */
    private static Fault rateLimited(String text) {
        return Character.isDigit(text.charAt(0))
                ? Fault.rateLimited(ShortDuration.parse(text))
                : Fault.rateLimited(RetryHint.of(text));
    }

    /** {@code 429:Throttling}, with an optional third part for the error shape. */
    private static Fault dashscopeError(String text) {
        String[] parts = text.split(":");
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("write <status>:<code> or <status>:<code>:<form>");
        }
        ErrorShape shape = parts.length == 3 ? ErrorShape.of(parts[2]) : ErrorShape.FLAT;
        return Fault.dashscopeError(Integer.parseInt(parts[0]), parts[1], shape);
    }

    /** {@code 403:store_suspended}. */
    private static Fault blobError(String text) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException("write <status>:<code>");
        }
        return Fault.blobError(Integer.parseInt(parts[0]), parts[1]);
    }

    /** A duration; negative for the past. */
    private static Fault clockSkew(String text) {
        return text.startsWith("-")
                ? Fault.clockSkew(ShortDuration.parse(text.substring(1)).negated())
                : Fault.clockSkew(ShortDuration.parse(text));
    }

    private static FaultKind kind(String word) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Unknown fault \""
                                                + word
                                                + "\". Known: "
                                                + Arrays.stream(FaultKind.values())
                                                        .map(FaultKind::word)
                                                        .collect(Collectors.joining(", "))));
    }
}
