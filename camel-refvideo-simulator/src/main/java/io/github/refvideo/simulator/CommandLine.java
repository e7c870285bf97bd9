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

import io.github.refvideo.simulator.blob.BlobAccess;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.media.Delivery;
import io.github.refvideo.simulator.time.ShortDuration;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The command-line options. */
final class CommandLine {
    static final String HELP =
            """
            A local simulator of reference-to-video services.

            java -jar camel-refvideo-simulator-<version>-all.jar [options]

              --port <n>             port to listen on (default 8787; 0: any free port)
              --host <address>       address to bind (default 127.0.0.1)
              --job-time <time>      2s | 500ms | 1s..5s (uniform) | 60s/250s (log-normal: median/p95); default 2s
              --queue-time <time>    queue time of each job (default 0s)
              --seed <n>             makes job times and faults reproducible (default 42)
              --fault <step>=<fault>[#<nth>][*<times>][@<probability>]
                                     repeatable; a bare number is a status, for example
                                     status=503*2, start=reset-after-read#1, result=cut-after=1000@0.1
              --references <folder>  serve its files under /references/; repeatable
              --delivery url|base64  how results are returned (default url)
              --url-lifetime <time>  lifetime of result links (default 24h)
              --no-render            return one tiny video for every job
              --no-fetch             accept references without fetching them
              --accept-key <key>     accept only this bearer token (default: any)
              --dashscope-key <region>=<key>
                                     DashScope: accept this key in that region; repeatable
              --status-quota <n>     DashScope: queries, lists and cancels per second (default 20; 0: unlimited)
              --submit-quota <n>     DashScope: creates per second and model (default 5; 0: unlimited)
              --running-tasks <n>    DashScope: running tasks per model (default 5; 0: unlimited)
              --no-quotas            DashScope: disable all three quotas
              --list-page-limit <n>  DashScope: largest page of the list (default 100)
              --list-lag <time>      DashScope: delay until the list shows a change (default 0s)
              --video-bytes <n>      pad every video to this size with a box that players skip
              --video-pace <n>       bytes per second of each download (default: unlimited)
              --blob-access public|private
                                     Vercel Blob: read access (default public)
              --blob-token <token>   Vercel Blob: accept only this token (default: any well-formed token)
              --blob-quota <n>       Vercel Blob: calls per second and store (default 0: unlimited)
              --vllm-omni-model <name>
                                     vLLM-Omni: the served model (default MiniMaxAI/MiniMax-H3)
              --sglang-model <name>  SGLang: the served model (default Wan-AI/Wan2.2-I2V-A14B-Diffusers)
              --openai-key <key>     vLLM-Omni and SGLang: require this bearer token (default: none)
              --running-videos <n>   vLLM-Omni and SGLang: running jobs per server (default 0: unlimited)
              --tls                  HTTPS and HTTP/2 with a certificate generated at startup
              --help                 print this help

            Steps: start, stream, status, result, reference, models, webhook, and dashscope-create, -query,
            -list, -cancel, -policy, -upload, and blob-put, -create, -part, -complete, -delete, -head, -token,
            -fetch, and openai-create, -query, -list, -delete, -models. See the README for the faults and the admin API.
            """;

    private static final int DEFAULT_PORT = 8787;

    private final RefVideoSimulatorBuilder builder =
            RefVideoSimulator.builder()
                    .port(DEFAULT_PORT)
                    .jobTime(JobTime.fixed(ShortDuration.parse("2s")));
    private final List<FaultOption> faults = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private boolean help;

    static CommandLine parse(String... args) {
        CommandLine line = new CommandLine();
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        while (!rest.isEmpty()) {
            line.option(rest.removeFirst(), rest);
        }
        return line;
    }

    private void option(String name, Deque<String> rest) {
        switch (name) {
            case "--help", "-h" -> help = true;
            case "--no-render" -> builder.renderVideos(false);
            case "--no-fetch" -> builder.fetchReferences(false);
            case "--tls" -> builder.tls(true);
            case "--no-quotas" -> builder.withoutQuotas();
            default -> valued(name, rest);
        }
    }

    private void valued(String name, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(name + " is unknown or has no value");
        }
        String value = rest.removeFirst();
        switch (name) {
            case "--port" -> builder.port(Integer.parseInt(value));
            case "--host" -> builder.host(value);
            case "--job-time" -> builder.jobTime(jobTime(value));
            case "--queue-time" -> builder.queueTime(ShortDuration.parse(value));
            case "--seed" -> builder.seed(Long.parseLong(value));
            case "--fault" -> faults.add(FaultOption.parse(value));
            case "--references" -> folders.add(Path.of(value));
            case "--delivery" -> builder.delivery(Delivery.valueOf(value.toUpperCase(Locale.ROOT)));
            case "--url-lifetime" -> builder.urlLifetime(ShortDuration.parse(value));
            case "--accept-key" -> builder.acceptKey(value);
            default -> dashscope(name, value);
        }
    }

    private void dashscope(String name, String value) {
        switch (name) {
            case "--dashscope-key" -> key(value);
            case "--status-quota" -> builder.statusQuota(Integer.parseInt(value));
            case "--submit-quota" -> builder.submitQuota(Integer.parseInt(value));
            case "--running-tasks" -> builder.runningTasks(Integer.parseInt(value));
            case "--list-page-limit" -> builder.listPageLimit(Integer.parseInt(value));
            case "--list-lag" -> builder.listLag(ShortDuration.parse(value));
            default -> blob(name, value);
        }
    }

    private void blob(String name, String value) {
        switch (name) {
            case "--video-bytes" -> builder.videoBytes(Long.parseLong(value));
            case "--video-pace" -> builder.videoPace(Long.parseLong(value));
            case "--blob-access" ->
                    builder.blobAccess(BlobAccess.valueOf(value.toUpperCase(Locale.ROOT)));
            case "--blob-token" -> builder.acceptBlobToken(value);
            case "--blob-quota" -> builder.blobQuota(Integer.parseInt(value));
            default -> openAi(name, value);
        }
    }

    private void openAi(String name, String value) {
        switch (name) {
            case "--vllm-omni-model" -> builder.vllmOmniModel(value);
            case "--sglang-model" -> builder.sglangModel(value);
            case "--openai-key" -> builder.openAiKey(value);
            case "--running-videos" -> builder.runningVideos(Integer.parseInt(value));
            default -> throw new IllegalArgumentException("Unknown option " + name);
        }
    }

    private void key(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("Write --dashscope-key <region>=<key>");
        }
        builder.acceptKey(text.substring(0, equals), text.substring(equals + 1));
    }

    static JobTime jobTime(String text) {
        String[] range = text.split("\\.\\.", 2);
        if (range.length == 2) {
            return JobTime.uniform(ShortDuration.parse(range[0]), ShortDuration.parse(range[1]));
        }
        String[] tail = text.split("/", 2);
        return tail.length == 2
                ? JobTime.logNormal(ShortDuration.parse(tail[0]), ShortDuration.parse(tail[1]))
                : JobTime.fixed(ShortDuration.parse(text));
    }

    boolean help() {
        return help;
    }

    /** Starts the simulator with these options. */
    RefVideoSimulator start() {
        RefVideoSimulator simulator = builder.start();
        faults.forEach(fault -> fault.inject(simulator.faults()));
        folders.forEach(simulator::serveReferences);
        return simulator;
    }
}
