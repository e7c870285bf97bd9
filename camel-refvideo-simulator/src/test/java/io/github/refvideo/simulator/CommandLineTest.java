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
package io.github.refvideo.simulator;

import static io.github.refvideo.simulator.GatewayClient.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command-line options have the documented effect. */
class CommandLineTest {
    @Test
    void optionsReachTheSimulator(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.png"), "picture");
        CommandLine line =
                CommandLine.parse(
                        "--port",
                        "0",
                        "--job-time",
                        "0s",
                        "--no-fetch",
                        "--no-render",
                        "--delivery",
                        "base64",
                        "--references",
                        folder.toString(),
                        "--fault",
                        "status=503*1",
                        "--accept-key",
                        "test");

        try (RefVideoSimulator sim = line.start()) {
            GatewayClient client = new GatewayClient(sim);
            String id = client.startedJob(body("https://e.com/a.png"));
            assertThat(client.status(id).statusCode()).isEqualTo(503);
            assertThat(client.state(id).at("/videos/0/type").asText()).isEqualTo("base64");
            assertThat(GatewayClient.get(sim.referenceUrl("a.png")).body())
                    .asString()
                    .isEqualTo("picture");
            assertThat(RefVideoSimulatorMain.greeting(sim))
                    .contains(sim.gatewayUrl(), sim.dashscopeUrl());
        }
    }

    @Test
    void optionsOfBlobsAndVideosReachTheSimulator() {
        CommandLine line =
                CommandLine.parse(
                        "--port 0 --no-fetch --no-render --job-time 0s --video-bytes 100000"
                                .concat(" --video-pace 10000000 --blob-access private")
                                .concat(" --blob-token vercel_blob_rw_a_b --blob-quota 2")
                                .concat(" --fault blob-head=status=503*1")
                                .split(" "));

        try (RefVideoSimulator sim = line.start()) {
            GatewayClient client = new GatewayClient(sim);
            String id = client.startedJob(body("https://e.com/a.png"));
            assertThat(GatewayClient.get(client.state(id).at("/videos/0/url").asText()).body())
                    .hasSize(100_000);
            BlobClient blobs = new BlobClient(sim, "vercel_blob_rw_a_b");
            assertThat(blobs.head("x").statusCode()).isEqualTo(503);
            assertThat(blobs.put("x", new byte[1]).statusCode()).isEqualTo(400);
            assertThat(new BlobClient(sim).head("x").statusCode()).isEqualTo(403);
            blobs.head("x");
            assertThat(blobs.head("x").statusCode()).isEqualTo(429);
            assertThat(RefVideoSimulatorMain.greeting(sim))
                    .contains(sim.blobUrl(), RefVideoSimulator.BLOB_TOKEN, "/simulator/ledger");
        }
    }

    @Test
    void dashScopesOptionsReachTheSimulator() {
        CommandLine line =
                CommandLine.parse(
                        "--port 0 --no-fetch --no-render --job-time 60s --dashscope-key beijing=sk-b"
                                .concat(" --no-quotas --status-quota 500")
                                .concat(" --running-tasks 1 --list-page-limit 1 --list-lag 0s")
                                .concat(
                                        " --fault dashscope-cancel=dashscope-error=429:Throttling*1")
                                .split(" "));

        try (RefVideoSimulator sim = line.start()) {
            DashScopeClient client = new DashScopeClient(sim.dashscopeUrl(), "sk-b");
            String first = client.createdTask(DashScopeClient.body());
            String second = client.createdTask(DashScopeClient.body());
            assertThat(client.state(first)).isEqualTo("RUNNING");
            assertThat(client.state(second)).isEqualTo("PENDING");
            assertThat(client.page("?page_size=9").path("data")).hasSize(1);
            assertThat(client.cancel(second).statusCode()).isEqualTo(429);
            assertThat(new DashScopeClient(sim).query(first).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void optionsOfSelfHostedServersReachTheSimulator() {
        CommandLine line =
                CommandLine.parse(
                        "--port 0 --no-fetch --no-render --job-time 60s --openai-key sk-1"
                                .concat(" --vllm-omni-model m/one --sglang-model m/T2V-two")
                                .concat(" --running-videos 1 --fault openai-list=status=503*1")
                                .split(" "));

        try (RefVideoSimulator sim = line.start()) {
            OpenAiClient client = new OpenAiClient(sim.vllmOmniUrl(), "sk-1");
            String first = OpenAiClient.id(client.create(OpenAiClient.Form.prompt()));
            String second = OpenAiClient.id(client.create(OpenAiClient.Form.prompt()));
            assertThat(client.job(first).path("model").asText()).isEqualTo("m/one");
            assertThat(client.status(first)).isEqualTo("in_progress");
            assertThat(client.status(second)).isEqualTo("queued");
            assertThat(client.list("").statusCode()).isEqualTo(503);
            assertThat(new OpenAiClient(sim.sglangUrl(), "sk-1").get("/models").body())
                    .contains("m/T2V-two", "\"task_type\":\"T2V\"");
            assertThat(new OpenAiClient(sim.sglangUrl()).get("/models").statusCode())
                    .isEqualTo(401);
            assertThat(RefVideoSimulatorMain.greeting(sim))
                    .contains(sim.vllmOmniUrl(), sim.sglangUrl());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status=503*2, 503, 2, , ",
        "status=503, 503, , , ",
        "start=status=500#3@0.5, 500, , 3, 0.5",
        "result=cut-after=1000@0.1*4, 1000, 4, , 0.1"
    })
    void faultIsReadWithItsChoice(
            String text, long number, Double times, Double nth, Double probability) {
        FaultOption option = FaultOption.parse(text);

        assertThat(option.fault().number()).isEqualTo(number);
        assertThat(option.choice().get('*')).isEqualTo(times);
        assertThat(option.choice().get('#')).isEqualTo(nth);
        assertThat(option.choice().get('@')).isEqualTo(probability);
    }

    @Test
    void jobTimeIsFixedUniformOrLongTailed() {
        assertThat(CommandLine.jobTime("2s").next(new Random())).isEqualTo(Duration.ofSeconds(2));
        assertThat(CommandLine.jobTime("1s..3s").next(new Random()))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(CommandLine.jobTime("60s/250s").next(new Random())).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--port",
                "--port x",
                "--fault status",
                "--fault status=nope",
                "--job-time soon",
                "--dashscope-key sk-b",
                "--dashscope-key moon=sk-b",
                "--status-quota many",
                "--submit-quota many",
                "--blob-access some",
                "--video-bytes many",
                "--bad 1"
            })
    void unreadableOptionIsRefused(String args) {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse(args.split(" ")));
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(CommandLine.parse("--help").help()).isTrue();
        assertThat(CommandLine.HELP)
                .contains("--port", "--fault", "--references", "--tls", "--job-time", "--seed")
                .contains("--status-quota", "--submit-quota", "--running-tasks", "--no-quotas")
                .contains("--video-bytes", "--video-pace", "--blob-access", "--blob-token")
                .contains("--list-page-limit", "--list-lag", "--dashscope-key");
    }
}
