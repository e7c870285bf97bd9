package io.github.refvideo.examples.quickstart;

import org.apache.camel.main.Main;

/** Starts Camel with the route, runs it once, and ends with 0 if a video was written. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        System.exit(run() ? 0 : 1);
    }

    /** Whether a video was written. */
    static boolean run() throws Exception {
        Terminal terminal = new Terminal();
        try (Service service = Service.choose(terminal)) {
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
