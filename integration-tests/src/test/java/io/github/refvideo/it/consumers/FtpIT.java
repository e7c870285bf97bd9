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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images from an FTP server. */
@Timeout(60)
class FtpIT {

    private static final int IMAGES = 4;

    @TempDir Path home;

    private VideoService service;
    private FtpServer server;
    private DefaultCamelContext context;
    private String address;

    @BeforeEach
    void startServer() throws Exception {
        service = VideoService.start();
        int port = HttpServer.freePort();
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(port);
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener.createListener());
        BaseUser user = new BaseUser();
        user.setName("videos");
        user.setPassword("secret");
        user.setHomeDirectory(home.toString());
        user.setAuthorities(List.of(new WritePermission()));
        UserManager users = new PropertiesUserManagerFactory().createUserManager();
        users.save(user);
        factory.setUserManager(users);
        server = factory.createServer();
        server.start();
        address = "ftp:videos@127.0.0.1:" + port + "/?password=secret&delay=100&initialDelay=0";
        for (int i = 0; i < IMAGES; i++) {
            Files.copy(UploadedImageIT.IMAGES.resolve("cat.png"), home.resolve(i + ".png"));
        }
        context = service.context();
        UploadedImageIT.storeReferences(context, service.simulator());
    }

    @AfterEach
    void stopServer() throws Exception {
        context.close();
        server.stop();
        service.close();
    }

    /** The FTP consumer waits for each exchange, because its connection is used by one thread. */
    @Test
    void imagesAreProcessedOneAtATime() throws Exception {
        MockEndpoint videos = route("&binary=true&passiveMode=true&delete=true", false);

        videos.assertIsSatisfied(30_000);
        assertThat(service.simulator().ledger().maxInFlight()).isLessThanOrEqualTo(1);
        service.simulator().assertThat().paidJobs(IMAGES).uploadedBlobs(1);
    }

    /** The body is the stream of the FTP connection. */
    @Test
    void imagesAreStreamed() throws Exception {
        MockEndpoint videos =
                route(
                        "&binary=true&passiveMode=true&delete=true"
                                + "&streamDownload=true&stepwise=false",
                        false);

        videos.assertIsSatisfied(30_000);
        service.simulator().assertThat().paidJobs(IMAGES);
    }

    /** A copy in this directory does not need the connection. */
    @Test
    void imagesAreProcessedAtTheSameTimeBehindAQueue() throws Exception {
        service.simulator().clock().freeze();
        MockEndpoint videos = route("&binary=true&passiveMode=true&delete=true", true);

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> service.simulator().ledger().jobsCreated() == IMAGES);
        service.simulator().clock().unfreeze();
        videos.assertIsSatisfied(30_000);
        service.simulator().assertThat().paidJobs(IMAGES);
    }

    private MockEndpoint route(String options, boolean queued) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        var images = from(address + options);
                        if (queued) {
                            images.to("refvideo:submit?idempotencyKeyFromMessage=true")
                                    .to("seda:handles?size=1000");
                            from("seda:handles?size=1000")
                                    .to("refvideo:await?output=bytes")
                                    .to("mock:videos");
                        } else {
                            images.to("refvideo:generate?idempotencyKeyFromMessage=true")
                                    .to("mock:videos");
                        }
                    }
                });
        MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
        videos.expectedMessageCount(IMAGES);
        context.start();
        return videos;
    }
}
