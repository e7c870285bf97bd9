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
package io.github.refvideo.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/**
 * For comparison: HttpClient 5 without the component. Each job is submitted, and its status is read
 * every 5 s, without a limit.
 */
public final class PlainLoop {

    private static final int INTERVAL = 5_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final String baseUrl;
    private final CloseableHttpAsyncClient http;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ManyJobsClient.Lag lag = new ManyJobsClient.Lag();
    private final Random random = new Random(1);
    private final CountDownLatch all = new CountDownLatch(ManyJobs.JOBS);

    private PlainLoop(String baseUrl, CloseableHttpAsyncClient http) {
        this.baseUrl = baseUrl;
        this.http = http;
    }

    public static void main(String[] args) throws Exception {
        try (CloseableHttpAsyncClient http =
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setMaxConnTotal(64)
                                        .setMaxConnPerRoute(64)
                                        .build())
                        .build()) {
            http.start();
            new PlainLoop(args[0], http).run();
        }
    }

    private void run() throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < ManyJobs.JOBS; i++) {
            timer.schedule(
                    this::submit,
                    i * 1_000_000L / ManyJobs.SUBMITS_PER_SECOND,
                    TimeUnit.MICROSECONDS);
        }
        all.await();
        System.out.printf("client:    lag                           %s%n", lag);
        System.out.printf(
                "client:    time                          %.1f s%n",
                (System.nanoTime() - start) / 1e9);
        System.out.printf(
                "client:    CPU time, all threads         %.1f s%n",
                ManyJobsClient.cpuTime().toMillis() / 1000.0);
        timer.shutdownNow();
    }

    private void submit() {
        send(
                SimpleRequestBuilder.post(
                                baseUrl + "/services/aigc/video-generation/video-synthesis")
                        .setHeader("X-DashScope-Async", "enable")
                        .setBody(
                                "{\"model\":\"wan2.6-r2v\",\"input\":{\"prompt\":\"character1 waves\","
                                        + "\"reference_urls\":[\"http://127.0.0.1:9/cat.png\"]},"
                                        + "\"parameters\":{\"duration\":2}}",
                                ContentType.APPLICATION_JSON),
                // Not a multiple of the job's time, which would make the lag zero.
                output -> pollLater(output.path("task_id").asText(), random.nextInt(INTERVAL)));
    }

    private void pollLater(String task, int millis) {
        timer.schedule(() -> poll(task), millis, TimeUnit.MILLISECONDS);
    }

    private void poll(String task) {
        send(
                SimpleRequestBuilder.get(baseUrl + "/tasks/" + task),
                output -> {
                    if (output.path("task_status").asText().equals("SUCCEEDED")) {
                        String end = output.path("end_time").asText().replace(' ', 'T');
                        lag.add(LocalDateTime.parse(end).toInstant(BEIJING));
                        all.countDown();
                    } else {
                        pollLater(task, INTERVAL);
                    }
                });
    }

    private void send(SimpleRequestBuilder builder, Consumer<JsonNode> reader) {
        SimpleHttpRequest request = builder.setHeader("Authorization", "Bearer simulated").build();
        http.execute(
                request,
                new FutureCallback<>() {
                    @Override
                    public void completed(SimpleHttpResponse response) {
                        try {
                            reader.accept(JSON.readTree(response.getBodyBytes()).path("output"));
                        } catch (IOException e) {
                            failed(e);
                        }
                    }

                    @Override
                    public void failed(Exception failure) {
                        failure.printStackTrace();
                        System.exit(1);
                    }

                    @Override
                    public void cancelled() {}
                });
    }
}
