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
package io.github.refvideo.camel.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.io.SpoolDirectory;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.time.ManualTimer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A video as the reply of a consumer that writes it before or after its exchange is done. */
class StreamedReplyTest {

    private static final byte[] VIDEO = new byte[10_000];

    @TempDir Path spool;

    private final ManualTimer timer = new ManualTimer();
    private final List<Boolean> failed = new ArrayList<>();
    private DefaultCamelContext context;
    private SpoolFile file;
    private SpooledVideoStreamCache video;

    @BeforeEach
    void writeVideo() throws IOException {
        context = new DefaultCamelContext();
        try (SpoolDirectory.SpoolOutput out = new SpoolDirectory(spool).newFile()) {
            out.out().write(VIDEO);
            file = out.finish();
        }
        video = new SpooledVideoStreamCache(file, timer);
    }

    @AfterEach
    void closeContext() throws Exception {
        context.close();
    }

    @Test
    void replyIsWrittenAfterTheExchange() throws Exception {
        complete(exchange(true, ExchangePattern.InOut));

        assertThat(failed).isEmpty();
        assertThat(file.deleted()).isFalse();

        assertThat(video.readAllBytes()).isEqualTo(VIDEO);

        assertThat(failed).containsExactly(false);
        assertThat(file.deleted()).isTrue();
        assertThat(video.read()).isEqualTo(-1);
    }

    @Test
    void replyIsWrittenBeforeTheExchangeIsDone() throws Exception {
        Exchange exchange = exchange(true, ExchangePattern.InOut);
        video.readAllBytes();
        video.close();

        complete(exchange);

        assertThat(failed).containsExactly(false);
        assertThat(file.deleted()).isTrue();
    }

    @Test
    void clientDisconnectsWhileTheReplyIsWritten() throws Exception {
        Exchange exchange = exchange(true, ExchangePattern.InOut);
        video.readNBytes(100);
        video.close();

        complete(exchange);

        assertThat(failed).containsExactly(true);
        assertThat(file.deleted()).isTrue();
    }

    @Test
    void replyIsGivenUpAfterTheExchange() throws Exception {
        complete(exchange(true, ExchangePattern.InOut));
        video.readNBytes(100);

        video.close();

        assertThat(failed).containsExactly(true);
        assertThat(file.deleted()).isTrue();
    }

    @Test
    void replyThatIsNotReadIsKeptForAMinute() throws Exception {
        complete(exchange(true, ExchangePattern.InOut));

        timer.advance(Duration.ofSeconds(59));
        assertThat(file.deleted()).isFalse();

        timer.advance(Duration.ofSeconds(1));
        assertThat(failed).containsExactly(true);
        assertThat(file.deleted()).isTrue();
    }

    @Test
    void slowReaderIsNotInterrupted() throws Exception {
        complete(exchange(true, ExchangePattern.InOut));

        for (int i = 0; i < 10; i++) {
            video.readNBytes(VIDEO.length / 10 - 1);
            timer.advance(Duration.ofSeconds(59));
        }
        video.readAllBytes();

        assertThat(failed).containsExactly(false);
    }

    /** A step of the route may read the body, too; Camel resets it then. */
    @Test
    void videoThatAStepHasReadIsNotDelivered() throws Exception {
        Exchange exchange = exchange(true, ExchangePattern.InOut);
        video.readAllBytes();
        video.reset();

        complete(exchange);

        assertThat(failed).isEmpty();
        assertThat(video.readAllBytes()).isEqualTo(VIDEO);
        assertThat(failed).containsExactly(false);
    }

    /** Without stream caching, Camel does not reset it. */
    @Test
    void videoThatTheLastStepHasReadIsNotDelivered() throws Exception {
        Exchange exchange = exchange(true, ExchangePattern.InOut);
        video.readAllBytes();
        video.close();
        exchange.getUnitOfWork().afterRoute(exchange, null);

        complete(exchange);

        assertThat(failed).isEmpty();
        assertThat(video.readAllBytes()).isEqualTo(VIDEO);
        assertThat(failed).containsExactly(false);
    }

    @Test
    void onlyConsumersOfOtherSystemsReply() throws Exception {
        complete(exchange(false, ExchangePattern.InOut));

        assertThat(failed).containsExactly(false);
        assertThat(file.deleted()).isTrue();
    }

    @Test
    void messageWithoutAReply() throws Exception {
        complete(exchange(true, ExchangePattern.InOnly));

        assertThat(failed).containsExactly(false);
        assertThat(file.deleted()).isTrue();
    }

    @Test
    void failedExchange() throws Exception {
        Exchange exchange = exchange(true, ExchangePattern.InOut);
        exchange.setException(new IOException("later step"));

        complete(exchange);

        assertThat(failed).containsExactly(true);
        assertThat(file.deleted()).isTrue();
    }

    private Exchange exchange(boolean remote, ExchangePattern pattern) throws Exception {
        Endpoint consumer =
                new MockEndpoint("mock:consumer", null) {
                    @Override
                    public boolean isRemote() {
                        return remote;
                    }
                };
        consumer.setCamelContext(context);
        Exchange exchange = consumer.createExchange(pattern);
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
        OriginExchange.created(exchange);
        exchange.getMessage().setBody(video);
        video.hold(exchange);
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new OriginExchange.Completion(
                                exchange, (done, failure) -> failed.add(failure)));
        return exchange;
    }

    private static void complete(Exchange exchange) {
        exchange.getUnitOfWork().done(exchange);
    }
}
