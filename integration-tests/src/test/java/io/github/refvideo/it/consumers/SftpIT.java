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
package io.github.refvideo.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.it.brokers.VideoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images from an SFTP server, and videos to it. */
@Timeout(60)
class SftpIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int IMAGES = 3;

    @TempDir Path home;

    private VideoService service;
    private SshServer server;
    private DefaultCamelContext context;
    private Path inbox;
    private Path outbox;

    @BeforeEach
    void startServer() throws Exception {
        service = VideoService.start();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> password.equals("secret"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.start();
        inbox = Files.createDirectory(home.resolve("inbox"));
        outbox = Files.createDirectory(home.resolve("outbox"));
        for (int i = 0; i < IMAGES; i++) {
            Files.copy(UploadedImageIT.IMAGES.resolve("cat.png"), inbox.resolve(i + ".png"));
        }
        context = service.context();
        UploadedImageIT.storeReferences(context, service.simulator());
    }

    @AfterEach
    void stopServer() throws Exception {
        context.close();
        server.stop(true);
        service.close();
    }

    private String address(Path directory) {
        return "sftp:videos@127.0.0.1:"
                + server.getPort()
                + "/"
                + directory.getFileName()
                + "?password=secret&preferredAuthentications=password"
                + "&useUserKnownHostsFile=false&strictHostKeyChecking=no";
    }

    private String images(String options) {
        return address(inbox) + "&delay=100&initialDelay=0&delete=true" + options;
    }

    /** An image whose video could not be stored is read again, and its video is not paid again. */
    @Test
    void imagesAreProcessedOneAtATimeAndVideosAreStored() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(images(""))
                                .to(VideoService.GENERATE)
                                .process(
                                        exchange -> {
                                            if (failures.getAndDecrement() > 0) {
                                                throw new IllegalStateException("disk full");
                                            }
                                        })
                                .to(address(outbox) + "&fileName=${file:name.noext}.mp4");
                    }
                });
        context.start();

        Awaitility.await().atMost(TIMEOUT).until(() -> files(inbox) == 0);
        for (int i = 0; i < IMAGES; i++) {
            assertThat(outbox.resolve(i + ".mp4")).isNotEmptyFile();
        }
        assertThat(service.simulator().ledger().maxInFlight()).isEqualTo(1);
        service.simulator().assertThat().paidJobs(IMAGES).uploadedBlobs(1);
    }

    /** The images of one poll become one request. */
    @Test
    void groupOfImagesIsOneVideo() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(images("&sortBy=file:name"))
                                .aggregate(constant(true), AggregationStrategies.groupedBody())
                                .completionFromBatchConsumer()
                                .to(
                                        "refvideo:generate?output=url"
                                                + "&prompt=character1, character2 and character3 wave")
                                .to("mock:videos");
                    }
                });
        MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
        videos.expectedMessageCount(1);
        context.start();

        videos.assertIsSatisfied(TIMEOUT.toMillis());
        assertThat(UploadedImageIT.references(service.simulator())).isEqualTo(IMAGES);
        service.simulator().assertThat().paidJobs(1);
    }

    /** The body is the stream of the connection; the handles do not need it. */
    @Test
    void streamedImagesAreProcessedAtTheSameTimeBehindAQueue() throws Exception {
        service.simulator().clock().freeze();
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(images("&streamDownload=true&stepwise=false"))
                                .to("refvideo:submit?idempotencyKeyFromMessage=true")
                                .to("seda:handles?size=1000");
                        from("seda:handles?size=1000")
                                .to("refvideo:await?output=bytes")
                                .to("mock:videos");
                    }
                });
        MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
        videos.expectedMessageCount(IMAGES);
        context.start();

        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> service.simulator().ledger().jobsCreated() == IMAGES);
        service.simulator().clock().unfreeze();
        videos.assertIsSatisfied(TIMEOUT.toMillis());
        service.simulator().assertThat().paidJobs(IMAGES);
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
