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
package io.github.refvideo.camel.internal.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.download.DownloadSettings;
import io.github.refvideo.camel.internal.download.VideoDownloader;
import io.github.refvideo.camel.internal.exchange.ReferenceUploadContext;
import io.github.refvideo.camel.internal.exchange.UploadThenSubmit;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.http.TestClients;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.ReferenceDownloader.DownloadedReferences;
import io.github.refvideo.camel.internal.request.PlainRequests;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.RealTimer;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No temporary file remains, however a download ends. */
class ReferenceDownloaderTest {

    private static final byte[] PNG = MediaSamples.image("png", 320, 240);

    private final RealTimer timer = new RealTimer();

    /** Inspections that wait; the other work of the disk does not wait. */
    private final Queue<Runnable> inspections = new ConcurrentLinkedQueue<>();

    private final CountDownLatch missing = new CountDownLatch(1);

    @TempDir private Path directory;
    private RawServer server;
    private AsyncHttp http;

    @BeforeEach
    void start() throws IOException {
        server =
                RawServer.of(
                        peer -> {
                            RawServer.Request request = peer.read();
                            if (request.path().startsWith("/missing")) {
                                missing.await();
                                peer.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                            } else {
                                peer.write(
                                        "HTTP/1.1 200 OK\r\nContent-Length: "
                                                + PNG.length
                                                + "\r\n\r\n");
                                peer.write(PNG);
                            }
                        });
        http = TestClients.resolving(HttpSettings.defaults(), timer, UnaryOperator.identity());
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
        timer.close();
    }

    private ReferenceDownloader downloader(Executor disk) {
        VideoDownloader downloader =
                new VideoDownloader(
                        http,
                        http,
                        timer,
                        DownloadSettings.defaults().withAllowPrivateAddresses(true));
        return new ReferenceDownloader(
                downloader, new VideoSpool(directory, disk, BlockPool.ofHeap()), 1_000_000);
    }

    private CompletableFuture<DownloadedReferences> download(Executor disk, String... paths) {
        return downloader(disk).download(references(paths), deadline());
    }

    private List<Reference> references(String... paths) {
        return Stream.of(paths).map(path -> Reference.of(server.uri(path).toString())).toList();
    }

    private Deadline deadline() {
        return Deadline.after(timer, Duration.ofSeconds(20));
    }

    private void runOrKeep(Runnable task) {
        if (task instanceof CompletableFuture.AsynchronousCompletionTask) {
            inspections.add(task);
        } else {
            task.run();
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesAreDeletedByTheirOwner() throws Exception {
        DownloadedReferences downloaded =
                download(Runnable::run, "/a.png", "/b.png").get(20, TimeUnit.SECONDS);

        assertThat(files()).hasSize(2);
        downloaded.delete();
        assertThat(files()).isEmpty();
    }

    @Test
    void failureOfOneDeletesWhatWasDownloadedButNotYetInspected() {
        CompletableFuture<DownloadedReferences> result =
                download(this::runOrKeep, "/a.png", "/missing.png");
        await().until(() -> inspections.size() == 1);
        missing.countDown();
        await().until(() -> inspections.size() == 1 && result.isDone());

        inspections.remove().run();

        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ReferenceStoreException.class)
                .hasMessageContaining("reference 2");
        await().untilAsserted(() -> assertThat(files()).isEmpty());
    }

    @Test
    void cancellationDeletesWhatWasDownloadedButNotYetInspected() {
        CompletableFuture<DownloadedReferences> result = download(this::runOrKeep, "/a.png");
        await().until(() -> inspections.size() == 1);
        result.cancel(true);

        inspections.remove().run();

        await().untilAsserted(() -> assertThat(files()).isEmpty());
    }

    /** The exchange can end at the moment in which its references are complete. */
    @Test
    void filesOfAnEndedAttemptAreDeleted() throws Exception {
        ReferenceUploadContext context =
                new ReferenceUploadContext(
                        null,
                        null,
                        ModelTable.builtIn(),
                        ServiceLimits.other(),
                        false,
                        null,
                        downloader(this::runOrKeep),
                        false);
        VideoRequest request = PlainRequests.of("m", 4, references("/a.png"));
        PreparedSubmit draft = new PreparedSubmit("m", new byte[1], List.of());
        UploadThenSubmit submits = new UploadThenSubmit("f");
        CompletableFuture<PreparedSubmit> first = prepare(submits, context, request, draft);
        await().until(() -> inspections.size() == 1);

        submits.ended(ended());
        inspections.remove().run();

        assertThat(first).isDone();
        assertThat(files()).isEmpty();

        CompletableFuture<PreparedSubmit> second = prepare(submits, context, request, draft);
        await().until(() -> inspections.size() == 1);
        inspections.remove().run();

        assertThat(second.get(20, TimeUnit.SECONDS).media()).hasSize(1);
        assertThat(files()).hasSize(1);
        submits.ended(ended());
        assertThat(files()).isEmpty();
    }

    private CompletableFuture<PreparedSubmit> prepare(
            UploadThenSubmit submits,
            ReferenceUploadContext context,
            VideoRequest request,
            PreparedSubmit draft) {
        return submits.attempt(
                        context, new SendingProvider(), request, Map.of(), PollHints.NONE, draft)
                .prepare("f", deadline());
    }

    private static JobOutcome ended() {
        return new JobOutcome(null, null, null, null, 0, 0, Duration.ZERO, false);
    }

    private static final class SendingProvider implements VideoProvider {

        @Override
        public String name() {
            return "sending";
        }

        @Override
        public String baseUrl() {
            return "http://localhost/v1";
        }

        @Override
        public boolean sendsMedia() {
            return true;
        }

        @Override
        public Resubmission resubmission() {
            return Resubmission.PAYS_AGAIN;
        }

        @Override
        public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
            throw new AssertionError("the draft is sent");
        }

        @Override
        public CompletableFuture<Submission> submit(SubmitCall call) {
            throw new AssertionError("nothing is submitted");
        }

        @Override
        public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
            throw new AssertionError("there is no job");
        }
    }
}
