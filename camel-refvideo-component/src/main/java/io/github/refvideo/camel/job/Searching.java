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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.provider.StatusLister;
import io.github.refvideo.camel.provider.StatusPage;
import io.github.refvideo.camel.provider.StatusQuery;
import io.github.refvideo.camel.provider.TransportErrors;
import io.github.refvideo.camel.repository.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for a job whose acknowledgement was lost, at a service that knows no idempotency key: in
 * its list, by model and time. Only a match without a rival is adopted; anything else stays
 * uncertain, for a wrong guess would deliver somebody else's video.
 */
final class Searching {

    /** The service's clock and ours may differ by so much. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** The service tells times to the second. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** The list may be a little behind. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE_SIZE = 100;
    private static final int MOST_PAGES = 10;
    private static final int MOST_RECORDS = 50_000;

    private final JobRun run;
    private final Map<String, StatusPage.Row> candidates = new LinkedHashMap<>();
    private String why;
    private String soFar;
    private Instant sent;
    private Instant lost;
    private int looks;

    Searching(JobRun run) {
        this.run = run;
    }

    /**
     * @param what happened to the submit
     * @param when it left; null when this job did not send it
     */
    void begin(String what, Instant when) {
        why = what;
        sent = when;
        lost = run.engine().timer().now();
        if (run.order().provider() instanceof StatusLister) {
            lookLater("the service's list was not read");
        } else {
            giveUp("the service has no list to look for it");
        }
    }

    /**
     * @param result of the look before
     */
    private void lookLater(String result) {
        soFar = result;
        if (looks == LOOKS.size()) {
            giveUp(soFar);
        } else {
            run.await(LOOKS.get(looks++), this::look);
        }
    }

    private void look() {
        candidates.clear();
        turnPage(
                new StatusQuery(
                        run.order().purchase().model(),
                        run.claiming().record().createdAt().minus(MARGIN),
                        lastMoment().plus(MARGIN),
                        1,
                        PAGE_SIZE));
    }

    /** The submit left before. */
    private Instant lastMoment() {
        return run.claiming().tookOver() ? run.claiming().claim().until() : lost;
    }

    private void turnPage(StatusQuery query) {
        StatusLister lister = (StatusLister) run.order().provider();
        run.paced(
                run.governor().statusReads(),
                () -> {
                    run.governor().counts().listed();
                    run.call(
                            JobPhase.SEARCHING,
                            () -> lister.list(query, run.deadline().cap(CALL_TIMEOUT)),
                            (page, failure) -> turned(query, page, failure));
                });
    }

    private void turned(StatusQuery query, StatusPage page, Throwable failure) {
        if (failure != null) {
            ErrorDetails error =
                    TransportErrors.of(failure, run.order().provider().name()).details();
            if (error.kind() == ErrorKind.RATE_LIMITED) {
                run.governor().throttled(error.reply().retryAfter());
            }
            lookLater("the service's list could not be read");
            return;
        }
        page.rows()
                .forEach(
                        (id, row) -> {
                            if (run.order().purchase().model().equals(row.model())) {
                                candidates.put(id, row);
                            }
                        });
        if (query.page() >= page.totalPages()) {
            withoutThoseOfOthers();
        } else if (query.page() >= MOST_PAGES) {
            giveUp("the service's list is too long to tell which job it is");
        } else {
            turnPage(query.next());
        }
    }

    private void withoutThoseOfOthers() {
        String key = run.order().purchase().idempotencyKey();
        run.call(
                JobPhase.SEARCHING,
                () -> run.engine().book().others(key, MOST_RECORDS),
                (others, failure) -> {
                    if (failure != null) {
                        giveUp("the repository cannot tell which jobs belong to others");
                    } else {
                        judge(others);
                    }
                });
    }

    private void judge(List<JobRecord> others) {
        others.stream()
                .filter(other -> other.handle() != null)
                .forEach(other -> candidates.remove(other.handle().jobId()));
        candidates.keySet().removeIf(run.engine()::knows);
        if (candidates.isEmpty()) {
            lookLater("the service's list shows no job of that model and time");
        } else if (candidates.size() > 1) {
            lookLater(
                    "the service's list shows "
                            + candidates.size()
                            + " jobs of that model and time, and any of them can be this one");
        } else {
            Map.Entry<String, StatusPage.Row> only = candidates.entrySet().iterator().next();
            Instant taken = only.getValue().submittedAt();
            if (only.getValue().status().terminal() && !isOfThisMoment(taken)) {
                // Whose it was may no longer be written anywhere once it was delivered.
                lookLater(
                        "the only job of that model and time is over, and can be one that another"
                                + " exchange had");
            } else if (others.stream().anyMatch(other -> isRival(other, taken))) {
                lookLater("the only job of that model and time can be another exchange's");
            } else {
                run.found(handle(only.getKey(), only.getValue()));
            }
        }
    }

    /** Another's job of the same seconds can hardly be over and delivered already. */
    private boolean isOfThisMoment(Instant taken) {
        return sent != null
                && taken != null
                && !taken.isBefore(sent.minus(MOMENT))
                && !taken.isAfter(lost.plus(MOMENT));
    }

    /**
     * Whether somebody else without an acknowledgement may have submitted at that time.
     *
     * @param taken when the service took the job; null when it does not say
     */
    private static boolean isRival(JobRecord other, Instant taken) {
        return other.handle() == null
                && (taken == null
                        || !taken.isBefore(other.createdAt().minus(MARGIN))
                                && !taken.isAfter(other.leaseUntil().plus(MARGIN)));
    }

    private JobHandle handle(String id, StatusPage.Row row) {
        return new JobHandle(
                run.order().provider().name(),
                run.order().provider().baseUrl(),
                run.order().purchase().model(),
                id,
                row.submittedAt() == null ? run.engine().timer().now() : row.submittedAt(),
                null,
                null);
    }

    private void giveUp(String outcome) {
        run.failed(JobErrors.uncertain(why + "; " + outcome, run.resubmission()));
    }
}
