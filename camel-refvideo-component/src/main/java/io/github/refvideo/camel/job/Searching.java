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

import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.provider.StatusLister;
import io.github.refvideo.camel.provider.StatusPage;
import io.github.refvideo.camel.provider.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for a job whose acknowledgement was lost, at a service that knows no idempotency key: in
 * its list, by model and time. Only a match without a rival is adopted; anything else stays
 * uncertain, for a wrong guess would deliver somebody else's video.
 */
final class Searching {

    /** The service's clock and ours may differ by so much. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** The list may be a little behind. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE_SIZE = 100;
    private static final int MOST_PAGES = 10;

    private final JobRun run;
    private final Map<String, StatusPage.Row> candidates = new LinkedHashMap<>();
    private String why;
    private int looks;
    private volatile boolean adopted;

    Searching(JobRun run) {
        this.run = run;
    }

    /**
     * @param lost what happened to the submit
     */
    void begin(String lost) {
        why = lost;
        if (run.order().provider() instanceof StatusLister) {
            lookLater();
        } else {
            giveUp("the service has no list to look for it");
        }
    }

    private void lookLater() {
        if (looks == LOOKS.size()) {
            giveUp("the service's list shows no job of that model and time");
        } else {
            run.await(LOOKS.get(looks++), this::look);
        }
    }

    private void look() {
        candidates.clear();
        Instant since = run.claimedSince();
        Instant now = run.engine().timer().now();
        turnPage(
                new StatusQuery(
                        run.order().purchase().model(),
                        (since == null ? now : since).minus(MARGIN),
                        now.plus(MARGIN),
                        1,
                        PAGE_SIZE));
    }

    private void turnPage(StatusQuery query) {
        StatusLister lister = (StatusLister) run.order().provider();
        run.paced(
                run.governor().statusReads(),
                () -> {
                    run.governor().counts().listed();
                    run.call(
                            JobRun.Phase.SEARCHING,
                            () -> lister.list(query, run.deadline().cap(CALL_TIMEOUT)),
                            (page, failure) -> turned(query, page, failure));
                });
    }

    private void turned(StatusQuery query, StatusPage page, Throwable failure) {
        if (failure != null) {
            lookLater();
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
        run.call(
                JobRun.Phase.SEARCHING,
                () -> run.engine().book().jobsOfOthers(PAGE_SIZE * MOST_PAGES),
                (others, failure) -> {
                    if (failure != null) {
                        giveUp("the repository cannot tell which jobs belong to others");
                    } else {
                        judge(new HashSet<>(others));
                    }
                });
    }

    private void judge(Set<String> others) {
        candidates.keySet().removeIf(id -> others.contains(id) || run.engine().knows(id));
        if (candidates.isEmpty()) {
            lookLater();
        } else if (candidates.size() > 1) {
            giveUp(
                    "the service's list shows "
                            + candidates.size()
                            + " jobs of that model and time, and any of them can be this one");
        } else {
            Map.Entry<String, StatusPage.Row> only = new ArrayList<>(candidates.entrySet()).get(0);
            adopted = true;
            run.found(handle(only.getKey(), only.getValue()));
        }
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

    /** Whether the report shows that the job that was found is another's after all. */
    boolean mistaken(JobReport report) {
        String given = report.facts().givenPrompt();
        String ours = run.order().purchase() == null ? null : run.order().purchase().prompt();
        // The service may have cut it, never have changed it.
        return adopted && given != null && ours != null && !ours.strip().startsWith(given.strip());
    }

    private void giveUp(String outcome) {
        run.failed(JobErrors.uncertain(why + "; " + outcome, run.resubmission()));
    }
}
