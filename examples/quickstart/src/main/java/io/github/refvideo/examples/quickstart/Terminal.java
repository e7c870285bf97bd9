package io.github.refvideo.examples.quickstart;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.job.JobListener;
import io.github.refvideo.camel.job.JobSnapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;

/** Shows the progress of the job. The component finds it in the registry, since it is a listener. */
public final class Terminal implements JobListener {

    private final PrintStream out = System.out;
    private volatile boolean wroteVideo;

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
                    job.status().name().toLowerCase(java.util.Locale.ROOT),
                    job.elapsed().toMillis() / 1000.0);
        }
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        say("failed     %s", error.getMessage());
    }

    /** The last step of the route. */
    public void done(
            @Header(Exchange.FILE_NAME_PRODUCED) String file,
            @Header(Exchange.CONTENT_LENGTH) long bytes,
            @Headers Map<String, Object> headers) {
        Map<?, ?> usage = (Map<?, ?>) headers.getOrDefault(RefVideoConstants.USAGE, Map.of());
        say(
                "done       %s: %d KB, %s s of video, cost %s USD, after %.1f s",
                Path.of(file).toAbsolutePath().normalize(),
                (bytes + 1023) / 1024,
                usage.containsKey("outputVideoDuration") ? usage.get("outputVideoDuration") : "?",
                headers.getOrDefault(RefVideoConstants.COST, "?"),
                ((Number) headers.get(RefVideoConstants.ELAPSED_MILLIS)).longValue() / 1000.0);
        wroteVideo = true;
    }

    boolean wroteVideo() {
        return wroteVideo;
    }
}
