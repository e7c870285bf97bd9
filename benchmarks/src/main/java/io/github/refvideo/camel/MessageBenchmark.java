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

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.exchange.MessageOptions;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.VideoSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What runs once per message: reading of the request, with and without its validation, and an
 * exchange that passes the component, with a service that answers immediately, or only a processor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {

    /** In flight at the same time, so that waiting threads do not count. */
    private static final int EXCHANGES = 100;

    private static final String PROMPT = "character1 and character2 walk along the beach";
    private static final String REFERENCES =
            "https://images.example.com/cat.png,https://images.example.com/dog.png";

    private DefaultCamelContext context;
    private AsyncProducer withProcessor;
    private AsyncProducer withComponent;
    private GenerateRequestReader validating;
    private GenerateRequestReader accepting;

    /** Starts a context with the two routes. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        context = new DefaultCamelContext();
        context.getRegistry().bind("instant", new InstantProvider());
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:processor")
                                .process(exchange -> exchange.getMessage().setBody("url"));
                        from("direct:component")
                                .to(
                                        "refvideo:generate?provider=#instant&output=url"
                                                + "&model=alibaba/wan-v2.6-r2v&initialPollDelay=0");
                    }
                });
        context.start();
        withProcessor = context.getEndpoint("direct:processor").createAsyncProducer();
        withComponent = context.getEndpoint("direct:component").createAsyncProducer();
        withProcessor.start();
        withComponent.start();
        validating = reader(ValidationMode.strict);
        accepting = reader(ValidationMode.off);
    }

    /** Stops the context. */
    @TearDown(Level.Trial)
    public void stop() {
        context.stop();
    }

    private static GenerateRequestReader reader(ValidationMode validation) {
        RefVideoConfiguration configuration = new RefVideoConfiguration();
        configuration.setModel("alibaba/wan-v2.6-r2v");
        configuration.setResolution("1280x720");
        configuration.setDuration(5);
        configuration.setValidation(validation);
        return new GenerateRequestReader(
                configuration,
                MessageOptions.parse(null),
                ModelTable.builtIn(),
                ServiceLimits.gateway());
    }

    private Exchange message() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(REFERENCES);
        exchange.getMessage().setHeader(RefVideoConstants.PROMPT, PROMPT);
        return exchange;
    }

    @Benchmark
    public Object readRequest() throws RefVideoInvalidRequestException {
        return accepting.read(message());
    }

    @Benchmark
    public Object readAndValidateRequest() throws RefVideoInvalidRequestException {
        return validating.read(message());
    }

    @Benchmark
    @OperationsPerInvocation(EXCHANGES)
    public void exchangeWithProcessor() throws Exception {
        send(withProcessor);
    }

    @Benchmark
    @OperationsPerInvocation(EXCHANGES)
    public void exchangeWithComponent() throws Exception {
        send(withComponent);
    }

    /** Sends exchanges without waiting for each, and throws if one fails: that could be faster. */
    private void send(AsyncProducer route) throws Exception {
        CountDownLatch completed = new CountDownLatch(EXCHANGES);
        AtomicReference<Exception> failure = new AtomicReference<>();
        for (int i = 0; i < EXCHANGES; i++) {
            Exchange exchange = message();
            route.process(
                    exchange,
                    done -> {
                        if (exchange.getException() != null) {
                            failure.set(exchange.getException());
                        }
                        completed.countDown();
                    });
        }
        completed.await();
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /** A service whose jobs end immediately, and which is not called over the network. */
    private static final class InstantProvider implements VideoProvider {

        private final AtomicLong jobs = new AtomicLong();

        @Override
        public String name() {
            return "instant";
        }

        @Override
        public String baseUrl() {
            return "http://127.0.0.1";
        }

        @Override
        public Resubmission resubmission() {
            return Resubmission.PAYS_AGAIN;
        }

        @Override
        public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
            byte[] body = request.prompt().getBytes(StandardCharsets.UTF_8);
            return new PreparedSubmit(request.model(), body, List.of());
        }

        @Override
        public CompletableFuture<Submission> submit(SubmitCall call) {
            if (!call.permitted().getAsBoolean()) {
                return CompletableFuture.failedFuture(new IllegalStateException("not permitted"));
            }
            JobHandle job =
                    new JobHandle(
                            name(),
                            baseUrl(),
                            "alibaba/wan-v2.6-r2v",
                            "job-" + jobs.incrementAndGet(),
                            Instant.now(),
                            null,
                            null);
            return CompletableFuture.completedFuture(
                    new Submission(
                            job, JobReport.pending(JobStatus.QUEUED, List.of(), JobFacts.NONE)));
        }

        @Override
        public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
            return CompletableFuture.completedFuture(
                    new JobReport(
                            JobStatus.SUCCEEDED,
                            new VideoSource.Link(
                                    "https://videos.example.com/" + job.jobId(), null, null),
                            List.of(),
                            null,
                            JobFacts.NONE));
        }
    }
}
