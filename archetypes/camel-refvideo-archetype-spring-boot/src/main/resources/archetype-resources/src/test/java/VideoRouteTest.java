## Licensed under the Apache License, Version 2.0 (the "License");
## you may not use this file except in compliance with the License.
## You may obtain a copy of the License at
##
## http://www.apache.org/licenses/LICENSE-2.0
##
## Unless required by applicable law or agreed to in writing, software
## distributed under the License is distributed on an "AS IS" BASIS,
## WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
## See the License for the specific language governing permissions and
## limitations under the License.
package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

## tag::class[]
@CamelSpringBootTest
@SpringBootTest
class VideoRouteTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(200)))
                                    .renderVideos(false));

    @TempDir static Path folder;

    @Autowired CamelContext context;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        SimulatedApplication.settings(SIMULATOR.simulator())
                .forEach((name, value) -> registry.add(name, () -> value));
        // Jobs take 200 ms here. The default is for jobs that take minutes.
        registry.add("camel.component.refvideo.poll-interval", () -> "50ms");
        registry.add("inbox", () -> folder.resolve("inbox").toString());
        registry.add("outbox", () -> folder.resolve("outbox").toString());
    }

    @Test
    void imageBecomesAVideo(RefVideoSimulator simulator) throws Exception {
        NotifyBuilder done = new NotifyBuilder(context).whenCompleted(1).create();

        try (InputStream image = getClass().getResourceAsStream("/cat.png")) {
            Files.copy(image, folder.resolve("inbox/cat.png"));
        }

        assertTrue(done.matches(30, TimeUnit.SECONDS));
        assertEquals(1, folder.resolve("outbox").toFile().list().length);
        simulator.assertThat().paidJobs(1);
    }
}
## end::class[]
