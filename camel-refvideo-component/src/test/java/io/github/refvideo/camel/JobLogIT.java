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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log lines of jobs. */
class JobLogIT {

    private static final String MODEL = "model alibaba/wan-v2.6-r2v, ";

    private static List<String> lines(Path folder, String level) throws Exception {
        return ForkedJvm.run(
                        folder,
                        Program.class,
                        List.of(
                                "-Dorg.slf4j.simpleLogger.log.io.github.refvideo.camel=" + level,
                                "-Dorg.slf4j.simpleLogger.showDateTime=false",
                                "-Dorg.slf4j.simpleLogger.showThreadName=false"))
                .lines()
                .filter(line -> line.contains("io.github.refvideo.camel"))
                .toList();
    }

    @Test
    void submitAndEndOfAJobAreLogged(@TempDir Path folder) throws Exception {
        List<String> all = lines(folder, "info");
        List<String> lines =
                all.stream().filter(line -> !line.contains("resolution is not set")).toList();

        // Two endpoints submit without a resolution, one of them three times.
        assertThat(all)
                .hasSize(9)
                .filteredOn(
                        line ->
                                line.endsWith(
                                        "wan2.6-r2v generates 1080P (0.15 USD per second) if resolution"
                                                + " is not set; 720P (0.10 USD per second) is the"
                                                + " cheapest"))
                .hasSize(2);
        assertThat(lines).hasSize(7);
        assertThat(lines).allMatch(line -> line.startsWith("INFO "));
        assertThat(lines.get(0))
                .matches(
                        ".*Submitted job \\S+ to gateway: "
                                + MODEL
                                + "4 s of video requested, cost at most 0\\.6000 USD by list price,"
                                + " status QUEUED");
        assertThat(lines.get(1))
                .matches(
                        ".*Job \\S+ of gateway succeeded after \\d+ ms and \\d+ status reads: "
                                + MODEL
                                + "4 s of video, cost 0\\.\\d+ USD, \\d+ bytes, status SUCCEEDED");
        // The request has no length, and another exchange downloads the video.
        assertThat(lines.get(2)).contains("Submitted job", "length unknown", "cost at most");
        assertThat(lines.get(3)).contains("succeeded after", "not downloaded", "status SUCCEEDED");
        assertThat(lines.get(4)).contains("Submitted job");
        assertThat(lines.get(5))
                .contains("ended with CONTENT_REJECTED after")
                .contains("4 s of video requested", "status FAILED: ");
        assertThat(lines.get(6))
                .contains("Job (no id) of gateway ended with AUTHENTICATION after")
                .contains("status unknown: ");
    }

    @Test
    void debugLogContainsNoKeyPromptOrLink(@TempDir Path folder) throws Exception {
        List<String> lines = lines(folder, "debug");

        assertThat(lines).anyMatch(line -> line.matches("DEBUG .*Job \\S+ is \\w+ after \\d+ ms"));
        assertThat(lines)
                .anyMatch(
                        line ->
                                line.matches(
                                        "DEBUG .*Exchange \\S+ of route null requests a job of"
                                                + " provider gateway .*"));
        assertThat(lines.toString())
                .doesNotContain(RefVideoTestSupport.KEY, RefVideoTestSupport.PROMPT, "sig=");
    }

    /** Makes four jobs, of which two fail. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws Exception {
            try (RefVideoSimulator simulator =
                            RefVideoSimulator.builder()
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .start();
                    DefaultCamelContext context = new DefaultCamelContext()) {
                RefVideoTestSupport.pointAt(
                        simulator,
                        context.getComponent("refvideo", RefVideoComponent.class)
                                .getConfiguration());
                context.start();
                ProducerTemplate template = context.createProducerTemplate();
                String cat = simulator.referenceUrl("cat.png");
                template.requestBody("refvideo:generate?duration=4", cat);
                Object handle = template.requestBody("refvideo:submit", cat);
                template.requestBody("refvideo:await?output=url", handle);
                simulator.faults().on(Step.STATUS).inject(Fault.moderationFailure());
                fail(template, cat);
                simulator.faults().clear();
                simulator.faults().on(Step.START).inject(Fault.status(401));
                fail(template, cat);
            }
        }

        private static void fail(ProducerTemplate template, String cat) {
            template.request(
                    "refvideo:generate?duration=4", exchange -> exchange.getMessage().setBody(cat));
        }
    }
}
