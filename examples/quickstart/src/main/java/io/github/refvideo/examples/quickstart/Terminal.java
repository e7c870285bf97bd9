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
package io.github.refvideo.examples.quickstart;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobSnapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.util.ObjectHelper;

/** Prints the progress of the job. The component finds it in the registry as a JobListener. */
public final class Terminal implements JobListener {

    private final PrintStream out = System.out;
    private volatile boolean wroteVideo;

    /** Printed last: Camel may still log a warning while it stops. */
    private volatile String result =
            "failed     The route was stopped before the video was written";

    void say(String line, Object... values) {
        out.println(String.format(line, values));
    }

    @Override
    public void submitted(JobSnapshot job) {
        say("submitted  %s to %s, model %s", job.jobId(), job.provider(), job.model());
    }

    @Override
    public void statusRead(JobSnapshot job) {
        if (!job.status().terminal()) {
            say(
                    "%-9s  %.1f s",
                    job.status().name().toLowerCase(Locale.ROOT),
                    job.elapsed().toMillis() / 1000.0);
        }
    }

    /** The result of a run without a video: what is wrong, and what to change. */
    public void reportFailure(Exception error) {
        RefVideoException known = ObjectHelper.getException(RefVideoException.class, error);
        String reason = reason(known == null ? root(error) : known);
        result =
                "failed     "
                        + reason.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\.$", "")
                        + (known == null ? "" : advice(known));
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null || error instanceof IllegalStateException
                ? error
                : root(error.getCause());
    }

    private static String reason(Throwable error) {
        boolean explained = error instanceof RefVideoException || error.getMessage() != null;
        return explained ? error.getMessage() : error.toString();
    }

    private static String advice(RefVideoException error) {
        boolean direct = "dashscope".equals(error.getProvider());
        String key = direct ? "DASHSCOPE_API_KEY" : "AI_GATEWAY_API_KEY";
        return switch (error.getKind()) {
            case AUTHENTICATION -> ". Check " + key;
            case PAYMENT_REQUIRED -> ". Add credit to the account of " + key;
            case CONTENT_REJECTED -> ". Change QUICKSTART_PROMPT or the images";
            case INVALID_REQUEST -> ". Change QUICKSTART_PROMPT, QUICKSTART_MODEL or the images";
            case RATE_LIMITED -> ". Try again later";
            case REFERENCE_STORE -> ". Check " + (direct ? key : "BLOB_READ_WRITE_TOKEN");
            case SUBMIT_UNCERTAIN ->
                    ". The job may have been billed: look for it in your account before you try again";
            case SERVICE ->
                    error.getHttpStatus() > 0
                            ? ". Try again later"
                            : ". Check the connection to the Internet, and the proxy";
            default -> error.isMaybePaid() ? ". The job may have been billed" : "";
        };
    }

    /** The last step of the route. */
    public void done(
            @Header(Exchange.FILE_NAME_PRODUCED) String file,
            @Header(Exchange.CONTENT_LENGTH) long bytes,
            @Headers Map<String, Object> headers) {
        result =
                String.format(
                        "done       %s: %d KB, %s of video, cost %s, after %.1f s",
                        Path.of(file).toAbsolutePath().normalize(),
                        (bytes + 1023) / 1024,
                        seconds((Map<?, ?>) headers.get(RefVideoConstants.USAGE)),
                        cost(headers),
                        ((Number) headers.get(RefVideoConstants.ELAPSED_MILLIS)).longValue()
                                / 1000.0);
        wroteVideo = true;
    }

    /** Each service has its own name for the duration of the video. */
    private static String seconds(Map<?, ?> usage) {
        return Stream.of("outputVideoDuration", "output_video_duration")
                .filter(word -> usage != null && usage.containsKey(word))
                .map(word -> usage.get(word) + " s")
                .findFirst()
                .orElse("unknown length");
    }

    private static String cost(Map<String, Object> headers) {
        Object cost = headers.get(RefVideoConstants.COST);
        return cost != null
                ? cost + " USD"
                : "about " + headers.get(RefVideoConstants.ESTIMATED_COST) + " USD by list price";
    }

    void sayResult() {
        say("%s", result);
    }

    boolean wroteVideo() {
        return wroteVideo;
    }
}
