package io.github.refvideo.examples.quickstart;

import org.apache.camel.builder.RouteBuilder;

/** The whole integration: references and a prompt in, a video file out. */
public final class QuickstartRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:once?delay=0&repeatCount=1")
                .setBody(constant("{{quickstart.references}}"))
                .setHeader("CamelRefVideoPrompt", constant("{{quickstart.prompt}}"))
                .to("refvideo:generate?resolution=1280x720&duration=4&shotType=single")
                .to("file:target/videos?fileName=${header.CamelRefVideoJobId}.mp4")
                .bean("terminal", "done");
    }
}
