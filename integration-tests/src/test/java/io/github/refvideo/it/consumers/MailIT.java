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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.refvideo.it.brokers.VideoService;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mails, which are untrusted input: with Camel 4.18, their header fields set options. */
@Timeout(60)
class MailIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private VideoService service;
    private GreenMail server;
    private DefaultCamelContext context;

    @BeforeEach
    void startServer() {
        service = VideoService.start();
        server =
                new GreenMail(
                        new ServerSetup[] {
                            ServerSetup.SMTP.dynamicPort(), ServerSetup.IMAP.dynamicPort()
                        });
        server.start();
        server.setUser("videos@example.com", "videos", "secret");
        context = service.context();
        UploadedImageIT.storeReferences(context, service.simulator());
    }

    @AfterEach
    void stopServer() throws Exception {
        context.close();
        server.stop();
        service.close();
    }

    @Test
    void headerFieldOfAMailSetsAnOption() throws Exception {
        receive("refvideo:generate?output=url&duration=4", false);

        send(mail("CamelRefVideoDuration", "9"));

        awaitVideo();
        assertThat(service.simulator().jobs().get(0).request())
                .contains("\"duration\":" + (acceptsCamelHeaders() ? 9 : 4));
    }

    @Test
    void headerFieldIsRejected() throws Exception {
        assumeTrue(acceptsCamelHeaders());
        receive("refvideo:generate?output=url&duration=4&allowedMessageOptions=none", false);

        send(mail("CamelRefVideoDuration", "9"));

        MockEndpoint rejected = context.getEndpoint("mock:rejected", MockEndpoint.class);
        rejected.expectedMessageCount(1);
        rejected.assertIsSatisfied(TIMEOUT.toMillis());
        service.simulator().assertThat().paidJobs(0);
    }

    @Test
    void headerFieldIsRemoved() throws Exception {
        receive("refvideo:generate?output=url&duration=4", true);

        send(mail("CamelRefVideoDuration", "9"));

        awaitVideo();
        assertThat(service.simulator().jobs().get(0).request()).contains("\"duration\":4");
    }

    /** The mail is read again, as after a crash. */
    @Test
    void mailIsPaidOnceWithAllItsImages() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        MockEndpoint handles = startRecipe();
        handles.whenExchangeReceived(
                1,
                exchange -> {
                    throw new IllegalStateException("the broker is not available");
                });
        handles.expectedMessageCount(2);
        context.getCamelContextExtension()
                .addInterceptStrategy(
                        (c, definition, target, next) ->
                                exchange -> {
                                    bodies.add(exchange.getMessage().getBody());
                                    target.process(exchange);
                                });
        context.start();

        send(mailWithImages());

        handles.assertIsSatisfied(TIMEOUT.toMillis());
        assertThat(bodies.get(0)).isInstanceOf(MimeMultipart.class);
        service.simulator().assertThat().paidJobs(1);
        List<String> references = references();
        String dog = references.get(0);
        String cat = references.get(1);
        assertThat(dog).isNotEqualTo(cat);
        assertThat(references).containsExactly(dog, cat, dog, cat);
    }

    @Test
    void mailThatCannotBeProcessedIsReadOnce() throws Exception {
        MockEndpoint handles = startRecipe();
        handles.expectedMessageCount(1);
        context.start();
        MimeMessage bad = mail("Subject", "No image");
        bad.setText("Hello");

        send(bad);
        send(mailWithImages());

        handles.assertIsSatisfied(TIMEOUT.toMillis());
        Awaitility.await().atMost(TIMEOUT).until(() -> unread() == 0);
        service.simulator().assertThat().paidJobs(1);
    }

    /** camel-mail 4.22 does not accept names that begin with Camel. */
    private boolean acceptsCamelHeaders() {
        return context.getVersion().startsWith("4.18.");
    }

    private MockEndpoint startRecipe() throws Exception {
        context.addComponent("jms", new MockComponent());
        context.getPropertiesComponent().addOverrideProperty("mailbox", mailbox());
        context.getPropertiesComponent()
                .addOverrideProperty(
                        "prompt", "character1, character2, character3 and character4 wave");
        context.addRoutes(new MailToHandles());
        return context.getEndpoint("jms:queue:video.handles", MockEndpoint.class);
    }

    private List<String> references() {
        return Pattern.compile("\"https?://[^\"]+\"")
                .matcher(service.simulator().jobs().get(0).request())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** A dog in the text, which has no name; then a cat, a dog and a cat. */
    private MimeMessage mailWithImages() throws Exception {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("The cat is called https://example.com/tom.png");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<img src='cid:1@example.com'>", "text/html");
        MimeBodyPart inline = image("dog.png", "dog.png");
        inline.setHeader("Content-Type", "image/png");
        inline.setHeader("Content-Disposition", "inline");
        inline.setContentID("<1@example.com>");
        MimeBodyPart related = part(new MimeMultipart("related", html, inline));
        MimeMessage mail = mail("Subject", "A video, please");
        mail.setContent(
                new MimeMultipart(
                        part(new MimeMultipart("alternative", text, related)),
                        image("cat.png", "z.png"),
                        image("dog.png", "a.png"),
                        image("cat.png", "a.png")));
        return mail;
    }

    private static MimeBodyPart part(MimeMultipart parts) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(parts);
        return part;
    }

    private static MimeBodyPart image(String file, String name) throws Exception {
        MimeBodyPart image = new MimeBodyPart();
        image.attachFile(UploadedImageIT.IMAGES.resolve(file).toFile());
        image.setFileName(name);
        return image;
    }

    private int unread() throws Exception {
        try (Store store = server.getImap().createStore()) {
            store.connect("videos", "secret");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return inbox.getUnreadMessageCount();
        }
    }

    private String mailbox() {
        return "imap://127.0.0.1:"
                + server.getImap().getPort()
                + "?username=videos&password=secret&delay=100&initialDelay=0";
    }

    private void receive(String step, boolean removesHeaders) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Exception.class).handled(true).to("mock:rejected");
                        from(mailbox())
                                .removeHeaders(removesHeaders ? "CamelRefVideo*" : "none")
                                .to(step)
                                .to("mock:videos");
                    }
                });
        context.start();
    }

    private MimeMessage mail(String header, String value) throws Exception {
        MimeMessage mail = new MimeMessage(session());
        mail.setFrom(new InternetAddress("stranger@example.com"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("videos@example.com"));
        mail.setText(service.cat());
        mail.setHeader(header, value);
        return mail;
    }

    private Session session() {
        return server.getSmtp().createSession();
    }

    private static void send(MimeMessage mail) throws Exception {
        Transport.send(mail);
    }

    private void awaitVideo() {
        MockEndpoint videos = context.getEndpoint("mock:videos", MockEndpoint.class);
        Awaitility.await().atMost(TIMEOUT).until(() -> videos.getReceivedCounter() == 1);
        service.simulator().assertThat().paidJobs(1);
    }
}
