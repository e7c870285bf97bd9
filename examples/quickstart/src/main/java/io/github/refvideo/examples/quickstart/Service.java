package io.github.refvideo.examples.quickstart;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Who makes the video: the real service when there is a key, else a simulator in this very JVM.
 *
 * @param simulator null when the real service is used
 * @param properties what the route and the component need to know
 */
record Service(RefVideoSimulator simulator, Map<String, String> properties)
        implements AutoCloseable {

    private static final String KEY = "AI_GATEWAY_API_KEY";

    /** Public pictures for the real service, separated by commas. */
    private static final String REFERENCES = "QUICKSTART_REFERENCES";

    static Service choose(Terminal terminal) {
        return System.getenv(KEY) == null ? simulator(terminal) : real(terminal);
    }

    private static Service simulator(Terminal terminal) {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(5))).start();
        String pictures = simulator.serveReferences(Path.of("pictures"));
        terminal.say(
                "No %s in the environment: using the simulator at %s. It draws a storyboard,"
                        + " nothing is billed.",
                KEY, simulator.baseUrl());
        return new Service(
                simulator,
                Map.of(
                        "camel.component.refvideo.base-url", simulator.gatewayUrl(),
                        "camel.component.refvideo.api-key", "simulated",
                        "camel.component.refvideo.allow-private-addresses", "true",
                        "camel.component.refvideo.poll-interval", "1s",
                        "quickstart.references", pictures + "cat.png\n" + pictures + "dog.png"));
    }

    private static Service real(Terminal terminal) {
        String references = System.getenv(REFERENCES);
        if (references == null) {
            throw new IllegalStateException(
                    KEY
                            + " is set, so the real service makes the video, and bills it. It fetches"
                            + " the references itself: put your pictures where anybody can read them"
                            + " and set "
                            + REFERENCES
                            + " to their URLs, separated by commas.");
        }
        terminal.say("%s is set: the real service makes the video, and bills it.", KEY);
        return new Service(null, Map.of("quickstart.references", references));
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
