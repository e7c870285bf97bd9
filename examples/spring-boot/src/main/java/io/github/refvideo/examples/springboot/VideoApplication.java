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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the application, with the real service if there is an API key, else a simulator. */
@SpringBootApplication
@EnableScheduling
public class VideoApplication {

    private static final String KEY = "AI_GATEWAY_API_KEY";
    private static final String BLOB_TOKEN = "BLOB_READ_WRITE_TOKEN";

    /** URL of a simulator that is already running, such as http://127.0.0.1:8787. */
    private static final String SIMULATOR = "SIMULATOR_URL";

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(VideoApplication.class);
        application.setAdditionalProfiles(profiles(System.getenv()));
        application.addListeners(
                (ApplicationListener<ApplicationReadyEvent>)
                        event ->
                                say(
                                        "Open http://127.0.0.1:%s/"
                                                .formatted(
                                                        event.getApplicationContext()
                                                                .getEnvironment()
                                                                .getProperty(
                                                                        "local.server.port"))));
        if (!System.getenv().containsKey(KEY)) {
            application.setDefaultProperties(simulator(System.getenv()));
        } else {
            say(KEY + " is set: the real service makes the videos, and bills them.");
        }
        try {
            application.run(args);
        } catch (RuntimeException e) {
            // Spring has logged the reason. A simulator would keep the process alive.
            System.exit(1);
        }
    }

    static String[] profiles(Map<String, String> environment) {
        if (!environment.containsKey(KEY)) {
            return new String[] {"simulated"};
        }
        List<String> profiles = new ArrayList<>(List.of("real"));
        if (environment.containsKey(BLOB_TOKEN)) {
            profiles.add("uploads");
        }
        return profiles.toArray(String[]::new);
    }

    private static Map<String, Object> simulator(Map<String, String> environment) {
        String url = environment.get(SIMULATOR);
        if (url == null) {
            JobTime time = JobTime.fixed(Duration.ofSeconds(10));
            url = RefVideoSimulator.builder().jobTime(time).start().baseUrl();
        }
        say(
                "No %s in the environment: using the simulator at %s. It draws storyboards, nothing is billed."
                        .formatted(KEY, url));
        Map<String, Object> properties = new HashMap<>();
        properties.put("simulator.url", url);
        properties.put("simulator.blob-token", RefVideoSimulator.BLOB_TOKEN);
        return properties;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
