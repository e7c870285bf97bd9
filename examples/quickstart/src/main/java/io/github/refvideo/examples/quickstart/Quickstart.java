package io.github.refvideo.examples.quickstart;

import java.util.Map;
import org.apache.camel.main.Main;

/** Starts Camel with the route, runs it once, and ends with 0 if a video was written. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        System.exit(run(System.getenv()) ? 0 : 1);
    }

    /** Whether a video was written. */
    static boolean run(Map<String, String> environment) throws Exception {
        Terminal terminal = new Terminal();
        try (Service service = Service.choose(terminal, environment)) {
            Main main = new Main();
            main.configure().addRoutesBuilder(new QuickstartRoute());
            main.configure().withDurationMaxMessages(1);
            service.properties().forEach(main::addInitialProperty);
            main.bind("terminal", terminal);
            main.run();
        }
        return terminal.wroteVideo();
    }
}
