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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/**
 * A column of the tables in JMX and of the dev console. Columns contain no prompts, keys or URLs.
 *
 * @param name with the unit
 * @param type of the value
 * @param value returns null when the value is unknown
 */
public record ManagedColumn<T>(
        String name, SimpleType<?> type, Function<T, @Nullable Object> value) {

    /** Not the job id, because jobs that are not acknowledged have none. */
    private static final String INDEX = "row";

    /** The columns of a job. */
    public static final List<ManagedColumn<JobSnapshot>> JOB =
            List.of(
                    text("jobId", JobSnapshot::jobId),
                    text("provider", JobSnapshot::provider),
                    text("model", JobSnapshot::model),
                    text("phase", JobSnapshot::phase),
                    text("status", JobSnapshot::status),
                    millis("ageMillis", JobSnapshot::elapsed),
                    number("polls", JobSnapshot::polls),
                    millis("nextPollMillis", JobSnapshot::nextPoll),
                    text("estimatedCost", JobSnapshot::estimatedCost),
                    text("account", JobSnapshot::account),
                    text("routeId", job -> job.origin().routeId()),
                    text("exchangeId", job -> job.origin().exchangeId()));

    /** The columns of a credential. */
    public static final List<ManagedColumn<AccountSnapshot>> ACCOUNT =
            List.of(
                    text("account", AccountSnapshot::account),
                    number("inFlight", AccountSnapshot::inFlight),
                    number("queued", AccountSnapshot::queued),
                    number("submits", AccountSnapshot::submits),
                    number("polls", AccountSnapshot::polls),
                    number("lists", AccountSnapshot::lists),
                    number("throttles", AccountSnapshot::throttles),
                    millis("meanLagMillis", AccountSnapshot::meanLag),
                    millis("longestLagMillis", AccountSnapshot::longestLag));

    /** The columns of the totals of all jobs. */
    public static final List<ManagedColumn<JobTotals>> TOTALS =
            List.of(
                    number("submitted", JobTotals::submitted),
                    number("succeeded", JobTotals::succeeded),
                    number("failed", JobTotals::failures),
                    text("failedByKind", ManagedColumn::byKind),
                    new ManagedColumn<>("videoSeconds", SimpleType.DOUBLE, JobTotals::videoSeconds),
                    text("cost", totals -> totals.cost().toPlainString()),
                    text("estimatedCost", totals -> totals.estimatedCost().toPlainString()));

    private static String byKind(JobTotals totals) {
        String kinds = totals.failed().toString();
        return kinds.substring(1, kinds.length() - 1);
    }

    private static <T> ManagedColumn<T> text(String name, Function<T, Object> value) {
        return new ManagedColumn<>(name, SimpleType.STRING, row -> textOf(value.apply(row)));
    }

    private static @Nullable String textOf(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static <T> ManagedColumn<T> number(String name, Function<T, Number> value) {
        return new ManagedColumn<>(name, SimpleType.LONG, row -> value.apply(row).longValue());
    }

    private static <T> ManagedColumn<T> millis(String name, Function<T, Duration> value) {
        return new ManagedColumn<>(
                name,
                SimpleType.LONG,
                row -> value.apply(row) == null ? null : value.apply(row).toMillis());
    }

    /** The values of a row, by name and in order. */
    public static <T> Map<String, Object> values(List<ManagedColumn<T>> columns, T row) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column.name(), column.value().apply(row)));
        return values;
    }

    /** A table for JMX: one row for each element, numbered in the column {@code row}. */
    public static <T> TabularData table(String name, List<ManagedColumn<T>> columns, List<T> rows)
            throws OpenDataException {
        List<String> names = new ArrayList<>(List.of(INDEX));
        List<OpenType<?>> types = new ArrayList<>(List.of(SimpleType.INTEGER));
        columns.forEach(
                column -> {
                    names.add(column.name());
                    types.add(column.type());
                });
        String[] labels = names.toArray(String[]::new);
        CompositeType type =
                new CompositeType(name, name, labels, labels, types.toArray(OpenType<?>[]::new));
        TabularData table =
                new TabularDataSupport(new TabularType(name, name, type, new String[] {INDEX}));
        for (int row = 0; row < rows.size(); row++) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(INDEX, row + 1);
            values.putAll(values(columns, rows.get(row)));
            table.put(new CompositeDataSupport(type, values));
        }
        return table;
    }
}
