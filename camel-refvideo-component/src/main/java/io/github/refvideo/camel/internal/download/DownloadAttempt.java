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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.download.VideoAssembler.ContentRange;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import io.github.refvideo.camel.internal.http.RetryAfter;
import io.github.refvideo.camel.internal.time.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Processes the reply to one request: interprets the status and passes the bytes of the video to
 * the assembler.
 */
final class DownloadAttempt implements ResponseSink {

    private final VideoAssembler<?> assembler;
    private final String subject;
    private final String host;
    private final boolean expired;
    private final Timer timer;

    private static final int MAX_REFUSAL_BYTES = 8 * 1024;
    private static final Pattern EXPIRED = Pattern.compile("expired", Pattern.CASE_INSENSITIVE);

    private final ByteArrayOutputStream refusalBody = new ByteArrayOutputStream();
    private @Nullable ResponseHead refusal;
    private long partEnd = -1;
    private boolean part;
    private boolean replied;
    private boolean complete;
    private @Nullable String redirect;
    private @Nullable DownloadException failure;
    private Duration retryAfter = Duration.ZERO;

    /**
     * @param expired whether the expiry time of the link has passed
     */
    DownloadAttempt(VideoAssembler<?> assembler, String host, boolean expired, Timer timer) {
        this.assembler = assembler;
        this.subject = assembler.subject().noun();
        this.host = host;
        this.expired = expired;
        this.timer = timer;
    }

    @Override
    public void head(ResponseHead head) throws IOException {
        replied = true;
        switch (head.status()) {
            case 200, 203 -> store(() -> assembler.begin(head, length(head)));
            case 206 -> store(() -> partial(head));
            case 301, 302, 303, 307, 308 -> {
                redirect = head.header("Location").orElse("");
                throw new AbortedException();
            }
            case 416 -> {
                // More bytes were received than the object has: it is another version.
                assembler.restart();
                throw abort(status(head, Reason.HTTP_STATUS, "cannot resume", true));
            }
            case 403, 404 -> refused(head);
            default -> throw abort(statusError(head));
        }
    }

    private void partial(ResponseHead head) throws IOException {
        Optional<ContentRange> range = ContentRange.parse(head);
        if (range.isPresent()) {
            partEnd = range.get().last() + 1;
            if (assembler.continues(head, range.get())) {
                return;
            } else if (range.get().first() == 0) {
                assembler.beginPart(head, range.get().length());
                return;
            }
        }
        // A different part, so start from the beginning.
        assembler.restart();
        throw abort(
                status(
                        head,
                        Reason.INCOMPLETE,
                        "returned a different byte range than requested",
                        true));
    }

    /** New videos may not be in the storage yet; only an expired link is permanent. */
    private void refused(ResponseHead head) throws IOException {
        boolean missing = head.status() == 404;
        boolean late = assembler.subject() == DownloadSubject.VIDEO;
        DownloadException reason =
                missing
                        ? status(head, Reason.NOT_FOUND, "the " + subject + " does not exist", late)
                        : status(head, Reason.HTTP_STATUS, "refused the download", late);
        if (!late) {
            throw abort(reason);
        } else if (expired) {
            throw abort(expired(head));
        }
        refusal = head;
        failure = reason;
    }

    private DownloadException expired(ResponseHead head) {
        return status(head, Reason.EXPIRED, "the URL has expired or was withdrawn", false);
    }

    private DownloadException statusError(ResponseHead head) {
        int status = head.status();
        return switch (status) {
            case 401, 410 -> expired(head);
            // 409: some servers answer it while they store a new video.
            case 408, 409, 425, 429, 202 -> later(head);
            case 204, 205 -> status(head, Reason.NOT_A_VIDEO, "the response is empty", false);
            default ->
                    status >= 500
                            ? later(head)
                            : status(head, Reason.HTTP_STATUS, "refused the download", false);
        };
    }

    private DownloadException later(ResponseHead head) {
        retryAfter = RetryAfter.parse(head, timer.now()).orElse(Duration.ZERO);
        return status(head, Reason.HTTP_STATUS, "cannot deliver the " + subject + " now", true);
    }

    private DownloadException status(
            ResponseHead head, Reason reason, String what, boolean retryable) {
        String message = "%s answered %d: %s".formatted(host, head.status(), what);
        return new DownloadException(message, reason, head.status(), retryable, null);
    }

    @Override
    public void data(ByteBuffer piece) throws IOException {
        if (refusal == null) {
            store(() -> assembler.add(piece));
            return;
        }
        byte[] bytes =
                new byte[Math.min(piece.remaining(), MAX_REFUSAL_BYTES - refusalBody.size())];
        piece.get(bytes);
        refusalBody.write(bytes, 0, bytes.length);
        piece.position(piece.limit());
        if (refusalBody.size() >= MAX_REFUSAL_BYTES) {
            throw abort(refusalReason());
        }
    }

    /** Object stores report an expired link in the body. */
    private DownloadException refusalReason() {
        return EXPIRED.matcher(refusalBody.toString(StandardCharsets.UTF_8)).find()
                ? expired(refusal)
                : failure;
    }

    @Override
    public CompletableFuture<?> ready() {
        return assembler.ready();
    }

    @Override
    public int capacity() {
        return assembler.capacity();
    }

    @Override
    public void end() throws IOException {
        if (refusal != null) {
            failure = refusalReason();
            return;
        }
        store(() -> complete = assembler.complete());
        part = !complete && assembler.size() == partEnd;
        if (!complete) {
            String what = "The %s at %s ended early".formatted(subject, host);
            failure = new DownloadException(what, Reason.INCOMPLETE, 0, true, null);
        }
    }

    /** Records the error of the assembler. */
    private void store(Step step) throws IOException {
        try {
            step.run();
        } catch (DownloadException e) {
            throw abort(e);
        }
    }

    private AbortedException abort(DownloadException reason) {
        failure = reason;
        return new AbortedException();
    }

    /** -1 if not known. */
    private static long length(ResponseHead head) {
        String text = head.header("Content-Length").orElse("").strip();
        boolean usable = text.matches("\\d{1,18}") && head.header("Transfer-Encoding").isEmpty();
        return usable ? Long.parseLong(text) : -1;
    }

    /** Whether the server refused the link, perhaps because the video is not stored yet. */
    boolean refused() {
        return refusal != null;
    }

    /** Whether a part of the video is complete and the next one must be requested. */
    boolean isPart() {
        return part;
    }

    /** Whether the response has begun. */
    boolean replied() {
        return replied;
    }

    /** Whether the video is complete. */
    boolean complete() {
        return complete;
    }

    /** The target of a redirect; null if the response is not a redirect. */
    @Nullable String redirect() {
        return redirect;
    }

    /** The error that the response reports. */
    @Nullable DownloadException failure() {
        return failure;
    }

    /** The delay that the server requested. */
    Duration retryAfter() {
        return retryAfter;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Aborts the transfer: the rest of the response is not needed. */
    private static final class AbortedException extends IOException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
