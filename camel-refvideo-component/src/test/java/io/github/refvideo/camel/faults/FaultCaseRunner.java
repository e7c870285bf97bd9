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
package io.github.refvideo.camel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.simulator.ledger.Ledger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.awaitility.Awaitility;

/** Runs one case, compares the result with the table, and then follows the advice of the page. */
final class FaultCaseRunner {

    static final long OVERSHOOT_MILLIS = 250;

    private static final long SHORT = 1500;
    private static final long MIDDLE = 2500;
    private static final long LONG = 9000;

    /** A terminal status; waiting does not change it. */
    private static final Set<ErrorKind> FINAL =
            EnumSet.of(ErrorKind.CONTENT_REJECTED, ErrorKind.JOB_FAILED, ErrorKind.JOB_CANCELED);

    /** Each case has a new key and a new image, which no cache contains. */
    private static final AtomicInteger PLAYED = new AtomicInteger();

    private final FaultTestEnvironment environment;
    private final FaultCase faultCase;
    private final int number = PLAYED.incrementAndGet();
    private final SchedulingDelays delays;
    private final FaultCaseSetup setup;
    private final Object body;
    private final String output;

    /**
     * @param form of delivery
     */
    FaultCaseRunner(
            FaultTestEnvironment environment,
            FaultCase faultCase,
            int form,
            SchedulingDelays delays)
            throws Exception {
        this.environment = environment;
        this.faultCase = faultCase;
        this.delays = delays;
        environment.clear();
        this.setup = new FaultCaseSetup(environment, faultCase);
        this.body =
                faultCase.position() == FaultPosition.STORE
                        ? ReferenceImages.png(number)
                        : faultCase.service().reference(environment.simulator());
        // Each form of delivery has its own way to fail, and to leave something behind.
        this.output = new String[] {"bytes", "stream", "file"}[form % 3];
    }

    /**
     * @return the exchange that was hit, to look at its completions later
     */
    TestExchange run() throws Exception {
        faultCase.variant().before().accept(setup);
        String handle = faultCase.asksAboutAJob() ? submitted() : null;
        if (faultCase.operation().equals("cancel")) {
            // A job can be canceled as long as it waits.
            environment.simulator().clock().freeze();
        }
        faultCase.variant().run().accept(setup);
        Object in = handle == null ? body : handle.replace(cleanBaseUrl(), setup.baseUrl());
        String uri = uri(faultCase.operation(), limit(), setup.baseUrl());
        TestExchange sent = TestExchange.of(environment.context(), uri, in);
        check(sent);
        nothingIsOpen();
        if (faultCase.forEver() && sent.error() != null) {
            follow(sent, uri, handle);
        }
        sent.over();
        Awaitility.await("temporary files").until(() -> environment.spoolFiles() == 0);
        return sent;
    }

    private String submitted() throws Exception {
        if (faultCase.operation().equals("cancel")) {
            environment.simulator().clock().freeze();
        }
        TestExchange submit =
                TestExchange.of(environment.context(), uri("submit", LONG, cleanBaseUrl()), body);
        assertThat(submit.exchange().getException()).isNull();
        submit.over();
        if (faultCase.operation().equals("status")) {
            // The job is finished at the next status request.
            environment.simulator().clock().advance(Duration.ofMinutes(1));
        }
        return submit.handle();
    }

    private String cleanBaseUrl() {
        return faultCase.service().baseUrl(environment.simulator());
    }

    private String uri(String operation, long limit, String baseUrl) {
        return "refvideo:"
                + operation
                + "?"
                + faultCase.service().options()
                + faultCase.service().timeouts()
                + "&apiKey=RAW(key-"
                + number
                + ")&baseUrl="
                + baseUrl
                + "&output="
                + output
                + "&pollTimeout="
                + limit
                + faultCase.variant().options()
                + (faultCase.position() == FaultPosition.STORE
                        ? faultCase.service().store(environment.simulator())
                        : "");
    }

    /** Long enough for a success, short if the case ends at its deadline. */
    private long limit() {
        ExpectedOutcome expected = faultCase.expected();
        if (expected.succeeds()) {
            return LONG;
        }
        if (expected.kinds().contains(ErrorKind.TIMEOUT) || expected.only(ErrorKind.RATE_LIMITED)) {
            return SHORT;
        }
        return faultCase.position() == FaultPosition.SUBMIT ? MIDDLE : LONG;
    }

    private void check(TestExchange sent) throws Exception {
        ExpectedOutcome expected = faultCase.expected();
        RefVideoException error = sent.error();
        long late = sent.millis() - limit();
        LateCompletionError.check(late, OVERSHOOT_MILLIS, delays, sent);
        assertThat(sent.completions()).as("completions").isEqualTo(1);
        if (expected.succeeds()) {
            assertThat(sent.exchange().getException()).isNull();
            succeeded(sent, expected);
            if (!faultCase.forEver()) {
                assertThat(sent.millis()).isGreaterThanOrEqualTo(faultCase.variant().shortest());
            }
        } else {
            assertThat(error).as("error").isNotNull();
            assertThat(expected.kinds()).as(error.toString()).contains(error.getKind());
            assertThat(error.getProvider()).isEqualTo(faultCase.service().provider());
            assertThat(error.getJob().isPresent()).as("handle").isEqualTo(expected.handle());
            assertThat(sent.handle() != null).as("handle header").isEqualTo(expected.handle());
            // Deleted by another thread, which may be a little behind.
            Awaitility.await("files of a failed job").until(() -> environment.outputFiles() == 0);
            if (expected.only(ErrorKind.TIMEOUT)) {
                assertThat(sent.millis()).isGreaterThanOrEqualTo(limit() - 1);
            }
        }
        paid(error);
    }

    private void succeeded(TestExchange sent, ExpectedOutcome expected) throws Exception {
        switch (faultCase.operation()) {
            case "submit" -> assertThat(sent.body()).isEqualTo(sent.handle());
            case "status", "cancel" -> assertThat(sent.body()).isEqualTo(expected.answer());
            default -> {
                byte[] video = sent.exchange().getMessage().getBody(byte[].class);
                assertThat(video).isNotEmpty();
                assertThat(environment.outputFiles()).isEqualTo(output.equals("file") ? 1 : 0);
            }
        }
    }

    private void paid(RefVideoException error) {
        Ledger ledger = environment.simulator().ledger();
        PayOncePage.Paid paid = faultCase.row().paid();
        assertThat(ledger.jobsCreated())
                .as("jobs paid")
                .isEqualTo(error == null ? paid.video() : paid.error());
        assertThat(ledger.startsByIdempotencyKey()).hasSizeLessThanOrEqualTo(1);
        if (error != null && ledger.jobsCreated() > 0) {
            assertThat(error.isMaybePaid()).as("paid, by the error").isTrue();
        }
        if (error != null && faultCase.position() == FaultPosition.SUBMIT) {
            boolean answered = error.getHttpStatus() >= 400 && error.getHttpStatus() < 500;
            boolean uncertain = error.getKind() == ErrorKind.SUBMIT_UNCERTAIN;
            assertThat(error.isMaybePaid()).as("maybe paid").isEqualTo(uncertain);
            if (answered && !error.isRetryable() && !uncertain
                    || uncertain && !faultCase.service().hasKeys()) {
                assertThat(ledger.requests(faultCase.service().submit()))
                        .as("submits sent")
                        .isEqualTo(1);
            }
            if (answered) {
                // Routes that know Camel's own exception keep working.
                assertThat(error).hasCauseInstanceOf(HttpOperationFailedException.class);
            }
        }
    }

    private void nothingIsOpen() {
        assertThat(environment.jobsInFlight()).as("jobs in flight").isZero();
        Awaitility.await("requests that are still open at the service")
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> environment.simulator().ledger().inFlight() == 0);
    }

    /** The fault has ended: the paid video is delivered by its handle or by the same exchange. */
    private void follow(TestExchange sent, String uri, String handle) throws Exception {
        RefVideoException error = sent.error();
        if (FINAL.contains(error.getKind())
                || faultCase.variant().name().contains("absurd")
                || faultCase.variant().name().startsWith("expired-result")
                || faultCase.variant().name().startsWith("cancelled")
                || faultCase.operation().equals("cancel")) {
            return;
        }
        int paid = environment.simulator().ledger().jobsCreated();
        int submits = environment.simulator().ledger().requests(faultCase.service().submit());
        environment.endFaults();
        if (error.getJob().isPresent()) {
            String known = handle == null ? sent.handle() : handle;
            TestExchange awaited =
                    TestExchange.of(
                            environment.context(), uri("await", LONG, cleanBaseUrl()), known);
            assertThat(awaited.exchange().getException()).as("await afterwards").isNull();
            awaited.over();
        } else {
            sameExchangeAgain(sent, uri, paid, submits);
        }
        assertThat(environment.simulator().ledger().jobsCreated()).isLessThanOrEqualTo(1);
        nothingIsOpen();
    }

    private void sameExchangeAgain(TestExchange sent, String uri, int paid, int submits)
            throws Exception {
        if (!uri.contains(cleanBaseUrl())) {
            // It was sent to a host that does not exist.
            return;
        }
        boolean uncertain = sent.error().getKind() == ErrorKind.SUBMIT_UNCERTAIN;
        // The endpoint must be the same, so that the exchange finds its purchase.
        sent.exchange().getMessage().setHeader(RefVideoConstants.POLL_TIMEOUT, LONG);
        TestExchange again = TestExchange.again(environment.context(), uri, sent.exchange(), body);
        if (uncertain && !faultCase.service().hasKeys()) {
            assertThat(environment.simulator().ledger().requests(faultCase.service().submit()))
                    .as("submits sent by a redelivery")
                    .isEqualTo(submits);
            assertThat(environment.simulator().ledger().jobsCreated()).isEqualTo(paid);
        } else if (paid > 0
                && !faultCase.service().hasKeys()
                && faultCase.position() == FaultPosition.WAITING) {
            // The job failed; another job needs another message.
            assertThat(environment.simulator().ledger().jobsCreated()).isEqualTo(paid);
        } else {
            assertThat(again.exchange().getException()).as("sent again afterwards").isNull();
            assertThat(environment.simulator().ledger().jobsCreated()).isEqualTo(1);
        }
    }
}
