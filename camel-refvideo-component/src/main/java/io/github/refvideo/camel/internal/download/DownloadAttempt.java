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

/** One request's reply: what it means, and the video's bytes out of it into the arrival. */
final class DownloadAttempt implements ResponseSink {

    private final VideoAssembler<?> arrival;
    private final String host;
    private final boolean expired;
    private final Timer timer;

    private static final int MAX_REFUSAL_BYTES = 8 * 1024;
    private static final Pattern EXPIRED = Pattern.compile("expired", Pattern.CASE_INSENSITIVE);

    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private ResponseHead refusal;
    private long partEnd = -1;
    private boolean part;
    private boolean replied;
    private boolean complete;
    private String redirect;
    private DownloadException failure;
    private Duration retryAfter = Duration.ZERO;

    /**
     * @param expired whether the link has expired by its own words
     */
    DownloadAttempt(VideoAssembler<?> arrival, String host, boolean expired, Timer timer) {
        this.arrival = arrival;
        this.host = host;
        this.expired = expired;
        this.timer = timer;
    }

    @Override
    public void head(ResponseHead head) throws IOException {
        replied = true;
        switch (head.status()) {
            case 200, 203 -> store(() -> arrival.begin(head, length(head)));
            case 206 -> store(() -> partial(head));
            case 301, 302, 303, 307, 308 -> {
                redirect = head.header("Location").orElse("");
                throw new EnoughException();
            }
            case 416 -> {
                // What is here is longer than what is there: another version.
                arrival.forget();
                throw stop(status(head, Reason.HTTP_STATUS, "cannot resume", true));
            }
            case 403, 404 -> refused(head);
            default -> throw stop(unusable(head));
        }
    }

    private void partial(ResponseHead head) throws IOException {
        Optional<ContentRange> range = ContentRange.of(head);
        if (range.isPresent()) {
            partEnd = range.get().last() + 1;
            if (arrival.continues(head, range.get())) {
                return;
            } else if (range.get().first() == 0) {
                arrival.beginPart(head, range.get().length());
                return;
            }
        }
        // A part of something else, so from the beginning again.
        arrival.forget();
        throw stop(status(head, Reason.INCOMPLETE, "sent another part than asked for", true));
    }

    /** New videos may not be in the storage yet; only an expired link is final. */
    private void refused(ResponseHead head) throws IOException {
        refusal = head;
        if (expired) {
            throw stop(expired(head));
        }
        failure =
                head.status() == 404
                        ? status(head, Reason.NOT_FOUND, "there is no such video", true)
                        : status(head, Reason.HTTP_STATUS, "refused the download", true);
    }

    private DownloadException expired(ResponseHead head) {
        return status(head, Reason.EXPIRED, "the URL has expired or was withdrawn", false);
    }

    private DownloadException unusable(ResponseHead head) {
        int status = head.status();
        return switch (status) {
            case 401, 410 -> expired(head);
            case 408, 425, 429, 202 -> later(head);
            case 204, 205 -> status(head, Reason.NOT_A_VIDEO, "sent nothing", false);
            default ->
                    status >= 500
                            ? later(head)
                            : status(head, Reason.HTTP_STATUS, "refused the download", false);
        };
    }

    private DownloadException later(ResponseHead head) {
        retryAfter = RetryAfter.parse(head, timer.now()).orElse(Duration.ZERO);
        return status(head, Reason.HTTP_STATUS, "cannot deliver the video now", true);
    }

    private DownloadException status(
            ResponseHead head, Reason reason, String what, boolean retryable) {
        String message = "%s answered %d: %s".formatted(host, head.status(), what);
        return new DownloadException(message, reason, head.status(), retryable, null);
    }

    @Override
    public void data(ByteBuffer piece) throws IOException {
        if (refusal == null) {
            store(() -> arrival.add(piece));
            return;
        }
        byte[] bytes = new byte[Math.min(piece.remaining(), MAX_REFUSAL_BYTES - words.size())];
        piece.get(bytes);
        words.write(bytes, 0, bytes.length);
        piece.position(piece.limit());
        if (words.size() >= MAX_REFUSAL_BYTES) {
            throw stop(judged());
        }
    }

    /** Object stores say in the body whether the link has expired. */
    private DownloadException judged() {
        return EXPIRED.matcher(words.toString(StandardCharsets.UTF_8)).find()
                ? expired(refusal)
                : failure;
    }

    @Override
    public CompletableFuture<?> ready() {
        return arrival.ready();
    }

    @Override
    public int capacity() {
        return arrival.room();
    }

    @Override
    public void end() throws IOException {
        if (refusal != null) {
            failure = judged();
            return;
        }
        store(() -> complete = arrival.complete());
        part = !complete && arrival.size() == partEnd;
        if (!complete) {
            String what = "The video at %s ended early".formatted(host);
            failure = new DownloadException(what, Reason.INCOMPLETE, 0, true, null);
        }
    }

    /** Remembers what the arrival objects to. */
    private void store(Step step) throws IOException {
        try {
            step.run();
        } catch (DownloadException e) {
            throw stop(e);
        }
    }

    private EnoughException stop(DownloadException reason) {
        failure = reason;
        return new EnoughException();
    }

    /** -1 if not known. */
    private static long length(ResponseHead head) {
        String text = head.header("Content-Length").orElse("").strip();
        boolean usable = text.matches("\\d{1,18}") && head.header("Transfer-Encoding").isEmpty();
        return usable ? Long.parseLong(text) : -1;
    }

    /** Whether the server refused the link, which may be because the video is not there yet. */
    boolean refused() {
        return refusal != null;
    }

    /** Whether a part of the video arrived completely, and more of it is to be asked for. */
    boolean isPart() {
        return part;
    }

    /** Whether a head arrived. */
    boolean replied() {
        return replied;
    }

    /** Whether the arrival is complete. */
    boolean complete() {
        return complete;
    }

    /** Where the server points to; null if nowhere. */
    String redirect() {
        return redirect;
    }

    /** What the reply itself says went wrong; null if nothing. */
    DownloadException failure() {
        return failure;
    }

    /** How long the server asks to wait. */
    Duration retryAfter() {
        return retryAfter;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Cuts the exchange: the rest of the reply is of no interest. */
    private static final class EnoughException extends IOException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
