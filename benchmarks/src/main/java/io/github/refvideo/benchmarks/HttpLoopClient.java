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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;

/**
 * HttpClient 5 without Camel, asynchronous: each job is submitted, its status is read in a fixed
 * interval without a limit, and the video is written to a file, which is then forced to disk or
 * not. Retries nothing.
 */
final class HttpLoopClient implements VideoClient {

    private static final int CONNECTIONS = 64;
    private static final int FORCING_THREADS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Task task;
    private final Service service;
    private final CloseableHttpAsyncClient http;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService forcing;
    private final Random random = new Random(1);
    private final AtomicInteger files = new AtomicInteger();

    HttpLoopClient(Task task, boolean force) {
        this.task = task;
        this.service = Service.of(task.provider(), task.baseUrl());
        this.forcing = force ? Executors.newFixedThreadPool(FORCING_THREADS) : null;
        this.http =
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setMaxConnTotal(CONNECTIONS)
                                        .setMaxConnPerRoute(CONNECTIONS)
                                        .build())
                        .build();
        http.start();
    }

    @Override
    public CompletableFuture<Path> generate(String prompt) {
        CompletableFuture<Path> result = new CompletableFuture<>();
        send(
                SimpleRequestBuilder.post(service.submitUrl())
                        .setBody(
                                service.submitBody().formatted(prompt),
                                ContentType.APPLICATION_JSON),
                result,
                // The first interval is random: otherwise the lag would depend on the job time.
                submitted ->
                        pollLater(
                                submitted.at(service.jobId()).asText(),
                                random.nextInt(task.pollMillis()),
                                result));
        return result;
    }

    private void pollLater(String job, int millis, CompletableFuture<Path> result) {
        timer.schedule(() -> poll(job, result), millis, TimeUnit.MILLISECONDS);
    }

    private void poll(String job, CompletableFuture<Path> result) {
        String url = service.statusUrl().formatted(job);
        SimpleRequestBuilder request =
                service.statusBody() == null
                        ? SimpleRequestBuilder.get(url)
                        : SimpleRequestBuilder.post(url)
                                .setBody(
                                        service.statusBody().formatted(job),
                                        ContentType.APPLICATION_JSON);
        send(
                request,
                result,
                status -> {
                    if (!status.at(service.status()).asText().equals(service.succeeded())) {
                        pollLater(job, task.pollMillis(), result);
                    } else if (task.download()) {
                        download(status.at(service.videoUrl()).asText(), result);
                    } else {
                        result.complete(null);
                    }
                });
    }

    private void send(
            SimpleRequestBuilder request,
            CompletableFuture<Path> result,
            Consumer<JsonNode> reader) {
        service.headers().forEach(request::setHeader);
        http.execute(
                request.build(),
                new Callback<SimpleHttpResponse>(result) {
                    @Override
                    public void completed(SimpleHttpResponse response) {
                        try {
                            if (response.getCode() / 100 != 2) {
                                throw new IOException("HTTP status " + response.getCode());
                            }
                            reader.accept(JSON.readTree(response.getBodyBytes()));
                        } catch (IOException e) {
                            failed(e);
                        }
                    }
                });
    }

    private void download(String url, CompletableFuture<Path> result) {
        Path file = task.directory().resolve("video-" + files.incrementAndGet() + ".mp4");
        http.execute(
                AsyncRequestBuilder.get(url).build(),
                new FileConsumer(file),
                new Callback<FileChannel>(result) {
                    @Override
                    public void completed(FileChannel channel) {
                        if (forcing == null) {
                            close(channel, false);
                        } else {
                            forcing.execute(() -> close(channel, true));
                        }
                    }

                    private void close(FileChannel channel, boolean force) {
                        try (channel) {
                            if (force) {
                                channel.force(true);
                            }
                        } catch (IOException e) {
                            failed(e);
                        }
                        result.complete(file);
                    }
                });
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        if (forcing != null) {
            forcing.shutdown();
        }
        http.close();
    }

    private abstract static class Callback<T> implements FutureCallback<T> {

        private final CompletableFuture<Path> result;

        Callback(CompletableFuture<Path> result) {
            this.result = result;
        }

        @Override
        public void failed(Exception failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void cancelled() {
            result.cancel(false);
        }
    }

    private static final class FileConsumer extends AbstractBinResponseConsumer<FileChannel> {

        private final Path file;
        private FileChannel channel;

        FileConsumer(Path file) {
            this.file = file;
        }

        @Override
        protected void start(HttpResponse response, ContentType type) throws IOException {
            if (response.getCode() != 200) {
                throw new IOException("HTTP status " + response.getCode());
            }
            channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void data(ByteBuffer data, boolean endOfStream) throws IOException {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }

        @Override
        protected FileChannel buildResult() {
            return channel;
        }

        @Override
        public void releaseResources() {
            // The callback closes the file.
        }
    }
}
