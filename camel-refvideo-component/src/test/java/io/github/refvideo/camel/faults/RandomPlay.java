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
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.simulator.ledger.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;

/** Plays one random run and looks at what must hold whatever happens. */
final class RandomPlay {

    private static final long LONG = 9000;

    /** Between attempts of the error handler, and for it. */
    private static final long BETWEEN = 100;

    private final Bench bench;
    private final RandomPlan plan;
    private final Stalls stalls;

    /**
     * What became of it.
     *
     * @param kind null for success
     * @param awaited whether the video came by its handle afterwards
     */
    record Result(ErrorKind kind, int paid, int completions, boolean awaited, long overshoot) {}

    RandomPlay(Bench bench, RandomPlan plan, Stalls stalls) {
        this.bench = bench;
        this.plan = plan;
        this.stalls = stalls;
    }

    Result play() throws Exception {
        bench.clear();
        Object body = bench.simulator().referenceUrl("cat.png");
        boolean buys = plan.operation().equals("generate") || plan.operation().equals("submit");
        if (!buys) {
            body = submitted(body);
        }
        for (RandomPlan.Injected injected : plan.faults()) {
            bench.simulator()
                    .faults()
                    .on(injected.step())
                    .times(injected.times())
                    .withProbability(injected.probability())
                    .inject(injected.fault());
        }
        List<Sending> sent = new ArrayList<>();
        for (int i = 0; i < (plan.twice() ? 2 : 1); i++) {
            sent.add(begin(body));
        }
        for (Sending sending : sent) {
            sending.await();
        }
        long overshoot = 0;
        for (Sending sending : sent) {
            overshoot = Math.max(overshoot, completedInTime(sending));
        }
        nothingIsOpen();
        paidAtMostOnce();
        boolean awaited = deliverable(sent);
        paidAtMostOnce();
        sent.forEach(Sending::over);
        Awaitility.await("temporary files").until(() -> bench.spoolFiles() == 0);
        RefVideoException error = sent.get(0).error();
        return new Result(
                error == null ? null : error.getKind(),
                bench.simulator().ledger().jobsCreated(),
                sent.stream().mapToInt(Sending::completions).max().orElse(0),
                awaited,
                overshoot);
    }

    private String submitted(Object body) throws Exception {
        Sending submit = Sending.of(bench.context(), uri("submit", LONG), body);
        assertThat(submit.exchange().getException()).isNull();
        submit.over();
        return submit.handle();
    }

    private Sending begin(Object body) throws Exception {
        Exchange exchange = new DefaultExchange(bench.context());
        exchange.getMessage().setBody(body);
        exchange.setProperty("uri", uri(plan.operation(), plan.timeout()));
        if (plan.twice()) {
            exchange.getMessage()
                    .setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-" + plan.seed());
        }
        return Sending.begin(bench.context(), "direct:redeliver" + plan.redeliveries(), exchange);
    }

    private String uri(String operation, long timeout) {
        return "refvideo:"
                + operation
                + "?"
                + plan.service().options()
                + "&apiKey=RAW(key-"
                + plan.seed()
                + ")&baseUrl="
                + plan.service().baseUrl(bench.simulator())
                + "&output="
                + List.of("bytes", "stream", "file").get((int) Math.floorMod(plan.seed(), 3L))
                + "&pollTimeout="
                + timeout;
    }

    /** Each attempt has its own deadline. */
    private long completedInTime(Sending sending) {
        sending.error();
        int attempts = plan.redeliveries() + 1;
        long overshoot = sending.millis() - attempts * plan.timeout();
        LateError.check(
                overshoot,
                attempts * CellPlay.OVERSHOOT_MILLIS + (attempts - 1) * BETWEEN,
                stalls,
                sending);
        assertThat(sending.completions()).as("completions").isEqualTo(1);
        return overshoot;
    }

    private void nothingIsOpen() {
        Awaitility.await("jobs in flight").until(() -> bench.jobsInFlight() == 0);
        Awaitility.await("requests that are still open at the service")
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> bench.simulator().ledger().inFlight() == 0);
    }

    private void paidAtMostOnce() {
        Ledger ledger = bench.simulator().ledger();
        assertThat(ledger.jobsCreated()).as("jobs paid").isLessThanOrEqualTo(1);
        assertThat(ledger.jobsByIdempotencyKey().values()).allMatch(jobs -> jobs == 1);
    }

    /** Whoever has a handle gets the video, now that nothing goes wrong any more. */
    private boolean deliverable(List<Sending> sent) throws Exception {
        Set<String> handles = new LinkedHashSet<>();
        for (Sending sending : sent) {
            if (sending.handle() != null) {
                handles.add(sending.handle());
            } else if (sending.error() == null && plan.service() != Service.STREAM) {
                throw new AssertionError("a success without a handle");
            }
        }
        bench.mend();
        boolean canceled = plan.operation().equals("cancel");
        for (String handle : handles) {
            Sending awaited = Sending.of(bench.context(), uri("await", LONG), handle);
            if (!canceled) {
                assertThat(awaited.exchange().getException())
                        .as("await of " + JobHandle.fromJson(handle).jobId())
                        .isNull();
                assertThat(awaited.exchange().getMessage().getBody(byte[].class)).isNotEmpty();
            }
            awaited.over();
        }
        for (Sending sending : sent) {
            if (sending.handle() == null && sending.error() != null) {
                knownOrUncertain(sending.error());
            }
        }
        return !handles.isEmpty();
    }

    /** A job without a handle must never pass for "nothing was bought". */
    private void knownOrUncertain(RefVideoException error) {
        boolean ours = plan.service() != Service.STREAM && !plan.twice();
        if (ours && bench.simulator().ledger().jobsCreated() > 0) {
            assertThat(error.getKind())
                    .as("kind of an error without a handle, of a job that was paid")
                    .isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        }
    }
}
