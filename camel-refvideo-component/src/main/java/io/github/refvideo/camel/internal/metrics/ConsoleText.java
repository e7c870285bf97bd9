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
package io.github.refvideo.camel.internal.metrics;

import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.JobTotals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text of the dev console. */
public final class ConsoleText {

    private ConsoleText() {}

    /**
     * Appends totals, credentials and jobs.
     *
     * @param limit the maximum number of jobs
     */
    public static void append(
            StringBuilder text,
            JobTotals totals,
            List<AccountSnapshot> accounts,
            List<JobSnapshot> jobs,
            int limit) {
        int queued = accounts.stream().mapToInt(AccountSnapshot::queued).sum();
        line(text, "  in flight %d, of which %d queued%n", jobs.size(), queued);
        append(text, totals);
        accounts.forEach(account -> append(text, account));
        jobs.stream().limit(limit).forEach(job -> append(text, job));
        if (jobs.size() > limit) {
            line(text, "  and %d more (limit=%d)%n", jobs.size() - limit, limit);
        }
    }

    private static void append(StringBuilder text, JobTotals totals) {
        line(
                text,
                "  submitted %d, delivered %d, failed %d%s%n",
                totals.submitted(),
                totals.succeeded(),
                totals.failures(),
                totals.failed().isEmpty() ? "" : " " + totals.failed());
        line(
                text,
                "  %s s of video, cost %s USD as reported by the services;"
                        + " list price of all submits at most %s USD%n",
                totals.videoSeconds(),
                totals.cost().toPlainString(),
                totals.estimatedCost().toPlainString());
    }

    private static void append(StringBuilder text, AccountSnapshot account) {
        line(
                text,
                "  account %s: in flight %d, queued %d, submits %d, status reads %d, lists %d, throttled %d, lag %s on average, %s at most%n",
                account.account(),
                account.inFlight(),
                account.queued(),
                account.submits(),
                account.polls(),
                account.lists(),
                account.throttles(),
                seconds(account.meanLag()),
                seconds(account.longestLag()));
    }

    private static void append(StringBuilder text, JobSnapshot job) {
        line(
                text,
                "  job %s at %s, model %s: %s, status %s, age %s, %d status reads, next %s, route %s, exchange %s%n",
                orDash(job.jobId()),
                job.provider(),
                job.model(),
                job.phase(),
                orDash(job.status()),
                seconds(job.elapsed()),
                job.polls(),
                job.nextPoll() == null ? "-" : "in " + seconds(job.nextPoll()),
                orDash(job.origin().routeId()),
                orDash(job.origin().exchangeId()));
    }

    /** Formats numbers independently of the locale. */
    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
    }
}
