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

import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL during the download of a paid video. */
class KilledNodeIT {

    private static final long VIDEO = 30_000_000;

    @TempDir Path jobs;
    @TempDir Path videos;
    @TempDir Path logs;

    @Test
    void killedInTheMiddleOfADownloadItIsDeliveredAfterTheRestart() throws Exception {
        try (RefVideoSimulator service =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(Duration.ofMillis(100)))
                        .fetchReferences(false)
                        .videoBytes(VIDEO)
                        .videoPace(3_000_000)
                        .start()) {
            killInTheMiddle(service);

            assertThat(finished()).isEmpty();
            assertThat(new FileVideoJobRepository(jobs).unfinished(10)).hasSize(1);
            service.videoPace(1_000_000_000);

            File video = resumed(service);

            assertThat(finished()).containsExactly(video.toPath());
            assertThat(video).hasSize(VIDEO);
            service.assertThat().paidJobs(1);
            assertThat(new FileVideoJobRepository(jobs).unfinished(10)).isEmpty();
        }
    }

    private void killInTheMiddle(RefVideoSimulator service) throws Exception {
        Process node =
                ForkedJvm.start(
                        logs,
                        KilledNodeMain.class,
                        List.of("-Xmx64m"),
                        service.gatewayUrl(),
                        service.referenceUrl("cat.png"),
                        jobs.toString(),
                        videos.toString());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> bytesOnTheDisk() > 1_000_000 && node.isAlive());
        } finally {
            node.destroyForcibly().waitFor();
        }
    }

    private File resumed(RefVideoSimulator service) throws Exception {
        try (DefaultCamelContext restarted = new DefaultCamelContext()) {
            RefVideoComponent component =
                    restarted.getComponent("refvideo", RefVideoComponent.class);
            component.setNodeId("killed");
            component.setClaimTimeout(KilledNodeMain.CLAIM_TIMEOUT);
            component.setJobRepository(new FileVideoJobRepository(jobs));
            RefVideoTestSupport.pointAt(service, component.getConfiguration());
            component.getConfiguration().setOutputDirectory(videos.toString());
            component.getConfiguration().setPollTimeout(60_000L);
            restarted.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("refvideo:resume?delay=500")
                                    .to("refvideo:await")
                                    .to("mock:videos");
                        }
                    });
            restarted.start();
            MockEndpoint mock = restarted.getEndpoint("mock:videos", MockEndpoint.class);
            mock.expectedMessageCount(1);
            mock.assertIsSatisfied(30_000);
            // The handle contains the output of the submitting endpoint: a file.
            return mock.getExchanges().get(0).getMessage().getBody(File.class);
        }
    }

    private List<Path> finished() throws IOException {
        try (Stream<Path> files = Files.list(videos)) {
            return files.filter(file -> !file.getFileName().toString().endsWith(".part")).toList();
        }
    }

    private long bytesOnTheDisk() throws IOException {
        try (Stream<Path> files = Files.list(videos)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
