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
package io.github.refvideo.examples.yaml;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.main.KameletMain;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Runs the files of this folder like {@code camel run}, with the same class of Camel. Starts a
 * simulator if there is no API key.
 */
public final class CamelRun {

    private static final String KEY = "AI_GATEWAY_API_KEY";
    private static final String SELF_HOSTED = "SELF_HOSTED_URL";

    /** The version on the class path; another one would be downloaded. */
    private static final String KAMELETS = "4.18.0";

    private CamelRun() {}

    public static void main(String[] files) throws Exception {
        System.exit(run(System.getenv(), files) ? 0 : 1);
    }

    /** Returns whether all exchanges completed. */
    static boolean run(Map<String, String> environment, String... files) throws Exception {
        if (environment.containsKey(SELF_HOSTED)) {
            String url = environment.get(SELF_HOSTED);
            System.out.printf("%s is set: the server at %s makes the video.%n", SELF_HOSTED, url);
            KameletMain main = new KameletMain("camel.jbang");
            main.addOverrideProperty("self-hosted.url", url);
            return run(main, "selfhosted", files);
        }
        if (environment.containsKey(KEY)) {
            System.out.println(KEY + " is set: the real service makes the video, and bills it.");
            return run(new KameletMain("camel.jbang"), "prod", files);
        }
        try (RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(5))).start()) {
            System.out.printf(
                    "No %s in the environment: using the simulator at %s. It draws a storyboard,"
                            + " nothing is billed.%n",
                    KEY, simulator.baseUrl());
            KameletMain main = new KameletMain("camel.jbang");
            main.addOverrideProperty("simulator", simulator.baseUrl());
            return run(main, "dev", files);
        }
    }

    private static boolean run(KameletMain main, String profile, String... files) throws Exception {
        // All dependencies are on the class path.
        main.setDownload(false);
        main.addInitialProperty("camel.jbang.kameletsVersion", KAMELETS);
        main.setProfile(profile);
        main.setPropertyPlaceholderLocations(
                "file:application-"
                        + profile
                        + ".properties;optional=true,file:application.properties");
        main.addInitialProperty(
                "camel.main.routesIncludePattern",
                Arrays.stream(files).map(file -> "file:" + file).collect(Collectors.joining(",")));
        Failures failures = new Failures();
        main.bind("failures", failures);
        main.run();
        return main.getExitCode() == 0 && failures.count.get() == 0;
    }

    /** Camel finds it in the registry. */
    private static final class Failures extends SimpleEventNotifierSupport {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event.getType() == CamelEvent.Type.ExchangeFailed;
        }

        @Override
        public void notify(CamelEvent event) {
            count.incrementAndGet();
        }
    }
}
