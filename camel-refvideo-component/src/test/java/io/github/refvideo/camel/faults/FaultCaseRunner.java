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

/** Runs one case, compares the result with the table and then does what the page advises. */
final class FaultCaseRunner {

    static final long OVERSHOOT_MILLIS = 250;

    private static final long SHORT = 1500;
    private static final long MIDDLE = 2500;
    private static final long LONG = 9000;

    /** A terminal status of the job: waiting does not change it. */
    private static final Set<ErrorKind> FINAL =
            EnumSet.of(ErrorKind.CONTENT_REJECTED, ErrorKind.JOB_FAILED, ErrorKind.JOB_CANCELED);

    /** Each case has a new key and a new image, so that nothing is cached. */
    private static final AtomicInteger PLAYED = new AtomicInteger();

    private final FaultTestContext testContext;
    private final FaultCase faultCase;
    private final int number = PLAYED.incrementAndGet();
    private final SchedulingDelays delays;
    private final FaultCaseContext caseContext;
    private final Object body;
    private final String output;

    /**
     * @param form of delivery
     */
    FaultCaseRunner(
            FaultTestContext testContext, FaultCase faultCase, int form, SchedulingDelays delays)
            throws Exception {
        this.testContext = testContext;
        this.faultCase = faultCase;
        this.delays = delays;
        testContext.clear();
        this.caseContext = new FaultCaseContext(testContext, faultCase);
        this.body =
                faultCase.point() == FaultPoint.STORE
                        ? TestImages.png(number)
                        : testContext.simulator().referenceUrl("cat.png");
        // Each form of delivery has its own way to fail, and to leave something behind.
        this.output = new String[] {"bytes", "stream", "file"}[form % 3];
    }

    /**
     * @return the exchange that was hit, to look at its completions later
     */
    SentExchange run() throws Exception {
        faultCase.variant().before().accept(caseContext);
        String handle = faultCase.startsWithJob() ? submitted() : null;
        if (faultCase.operation().equals("cancel")) {
            // A job can be canceled as long as it waits.
            testContext.simulator().clock().freeze();
        }
        faultCase.variant().run().accept(caseContext);
        Object in = handle == null ? body : handle.replace(cleanBaseUrl(), caseContext.baseUrl());
        String uri = uri(faultCase.operation(), limit(), caseContext.baseUrl());
        SentExchange sent = SentExchange.of(testContext.context(), uri, in);
        check(sent);
        nothingIsOpen();
        if (faultCase.always() && sent.error() != null) {
            follow(sent, uri, handle);
        }
        sent.completeExchange();
        Awaitility.await("temporary files").until(() -> testContext.spoolFiles() == 0);
        return sent;
    }

    private String submitted() throws Exception {
        if (faultCase.operation().equals("cancel")) {
            testContext.simulator().clock().freeze();
        }
        SentExchange submit =
                SentExchange.of(testContext.context(), uri("submit", LONG, cleanBaseUrl()), body);
        assertThat(submit.exchange().getException()).isNull();
        submit.completeExchange();
        if (faultCase.operation().equals("status")) {
            // The job is finished when its status is requested.
            testContext.simulator().clock().advance(Duration.ofMinutes(1));
        }
        return submit.handle();
    }

    private String cleanBaseUrl() {
        return faultCase.service().baseUrl(testContext.simulator());
    }

    private String uri(String operation, long limit, String baseUrl) {
        return "refvideo:"
                + operation
                + "?"
                + faultCase.service().options()
                + "&apiKey=RAW(key-"
                + number
                + ")&baseUrl="
                + baseUrl
                + "&output="
                + output
                + "&pollTimeout="
                + limit
                + faultCase.variant().options()
                + (faultCase.point() == FaultPoint.STORE
                        ? faultCase.service().store(testContext.simulator())
                        : "");
    }

    /** Long enough for what must succeed, short where the deadline is what ends it. */
    private long limit() {
        ExpectedOutcome expected = faultCase.expected();
        if (expected.succeeds()) {
            return LONG;
        }
        if (expected.kinds().contains(ErrorKind.TIMEOUT) || expected.only(ErrorKind.RATE_LIMITED)) {
            return SHORT;
        }
        return faultCase.point() == FaultPoint.SUBMIT ? MIDDLE : LONG;
    }

    private void check(SentExchange sent) throws Exception {
        ExpectedOutcome expected = faultCase.expected();
        RefVideoException error = sent.error();
        long late = sent.millis() - limit();
        DeadlineExceededError.check(late, OVERSHOOT_MILLIS, delays, sent);
        assertThat(sent.completions()).as("completions").isEqualTo(1);
        if (expected.succeeds()) {
            assertThat(sent.exchange().getException()).isNull();
            succeeded(sent, expected);
            if (!faultCase.always()) {
                assertThat(sent.millis()).isGreaterThanOrEqualTo(faultCase.variant().minMillis());
            }
        } else {
            assertThat(error).as("error").isNotNull();
            assertThat(expected.kinds()).as(error.toString()).contains(error.getKind());
            assertThat(error.getProvider()).isEqualTo(faultCase.service().provider());
            assertThat(error.getJob().isPresent()).as("handle").isEqualTo(expected.handle());
            assertThat(sent.handle() != null).as("handle header").isEqualTo(expected.handle());
            // Deleted by another thread, which may be a little behind.
            Awaitility.await("files of a failed job").until(() -> testContext.outputFiles() == 0);
            if (expected.only(ErrorKind.TIMEOUT)) {
                assertThat(sent.millis()).isGreaterThanOrEqualTo(limit() - 1);
            }
        }
        paid(error);
    }

    private void succeeded(SentExchange sent, ExpectedOutcome expected) throws Exception {
        switch (faultCase.operation()) {
            case "submit" -> assertThat(sent.body()).isEqualTo(sent.handle());
            case "status", "cancel" -> assertThat(sent.body()).isEqualTo(expected.answer());
            default -> {
                byte[] video = sent.exchange().getMessage().getBody(byte[].class);
                assertThat(video).isNotEmpty();
                assertThat(testContext.outputFiles()).isEqualTo(output.equals("file") ? 1 : 0);
            }
        }
    }

    private void paid(RefVideoException error) {
        Ledger ledger = testContext.simulator().ledger();
        assertThat(ledger.jobsCreated())
                .as("jobs paid")
                .isEqualTo(error == null ? 1 : faultCase.row().paid());
        assertThat(ledger.startsByIdempotencyKey()).hasSizeLessThanOrEqualTo(1);
        if (error != null && ledger.jobsCreated() > 0) {
            assertThat(error.isMaybePaid()).as("paid, by the error").isTrue();
        }
        if (error != null && faultCase.point() == FaultPoint.SUBMIT) {
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
        assertThat(testContext.jobsInFlight()).as("jobs in flight").isZero();
        Awaitility.await("requests that are still open at the service")
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> testContext.simulator().ledger().inFlight() == 0);
    }

    /** The fault has ended: the handle, or the same exchange, returns the paid video. */
    private void follow(SentExchange sent, String uri, String handle) throws Exception {
        RefVideoException error = sent.error();
        if (FINAL.contains(error.getKind())
                || faultCase.variant().name().contains("absurd")
                || faultCase.variant().name().startsWith("expired-result")
                || faultCase.operation().equals("cancel")) {
            return;
        }
        int paid = testContext.simulator().ledger().jobsCreated();
        int submits = testContext.simulator().ledger().requests(faultCase.service().submit());
        testContext.endFaults();
        if (error.getJob().isPresent()) {
            String known = handle == null ? sent.handle() : handle;
            SentExchange awaited =
                    SentExchange.of(
                            testContext.context(), uri("await", LONG, cleanBaseUrl()), known);
            assertThat(awaited.exchange().getException()).as("await afterwards").isNull();
            awaited.completeExchange();
        } else {
            sameExchangeAgain(sent, uri, paid, submits);
        }
        assertThat(testContext.simulator().ledger().jobsCreated()).isLessThanOrEqualTo(1);
        nothingIsOpen();
    }

    private void sameExchangeAgain(SentExchange sent, String uri, int paid, int submits)
            throws Exception {
        if (!uri.contains(cleanBaseUrl())) {
            // It was sent to a host that never was.
            return;
        }
        boolean uncertain = sent.error().getKind() == ErrorKind.SUBMIT_UNCERTAIN;
        // The endpoint must be the same one, so that the exchange finds what it has bought.
        sent.exchange().getMessage().setHeader(RefVideoConstants.POLL_TIMEOUT, LONG);
        SentExchange again = SentExchange.again(testContext.context(), uri, sent.exchange(), body);
        if (uncertain && !faultCase.service().hasKeys()) {
            assertThat(testContext.simulator().ledger().requests(faultCase.service().submit()))
                    .as("submits sent by a redelivery")
                    .isEqualTo(submits);
            assertThat(testContext.simulator().ledger().jobsCreated()).isEqualTo(paid);
        } else if (paid > 0
                && !faultCase.service().hasKeys()
                && faultCase.point() == FaultPoint.WAITING) {
            // It ended badly; another one is another message's business.
            assertThat(testContext.simulator().ledger().jobsCreated()).isEqualTo(paid);
        } else {
            assertThat(again.exchange().getException()).as("sent again afterwards").isNull();
            assertThat(testContext.simulator().ledger().jobsCreated()).isEqualTo(1);
        }
    }
}
