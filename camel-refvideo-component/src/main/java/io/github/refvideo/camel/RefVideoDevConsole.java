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

import io.github.refvideo.camel.internal.metrics.ConsoleText;
import io.github.refvideo.camel.internal.metrics.ManagedColumn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Component;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Shows the jobs in flight, the use of each credential and the totals. {@code limit} is the maximum
 * number of jobs to show (default 100); {@code cancel=<id>} cancels a job by its id or the id of
 * its exchange.
 */
@DevConsole(
        name = "refvideo",
        displayName = "RefVideo",
        description = "Video jobs in flight, use of credentials, and totals")
public class RefVideoDevConsole extends AbstractDevConsole {

    private static final String LIMIT = "limit";

    private static final String CANCEL = "cancel";

    private static final int DEFAULT_LIMIT = 100;

    public RefVideoDevConsole() {
        super(
                "camel",
                "refvideo",
                "RefVideo",
                "Video jobs in flight, use of credentials, and totals");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        components()
                .forEach(
                        (name, component) -> {
                            text.append(name).append(":\n");
                            String canceled = cancel(component, options);
                            if (canceled != null) {
                                text.append("  ").append(canceled).append('\n');
                            }
                            ConsoleText.append(
                                    text,
                                    component.getTotals(),
                                    component.getAccounts(),
                                    component.getJobs(),
                                    limit(options));
                        });
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        components()
                .forEach(
                        (name, component) -> {
                            JsonObject shown = new JsonObject();
                            String canceled = cancel(component, options);
                            if (canceled != null) {
                                shown.put(CANCEL, canceled);
                            }
                            shown.put("jobsInFlight", component.getJobsInFlight());
                            shown.put("jobsQueued", component.getJobsQueued());
                            shown.put(
                                    "totals", object(ManagedColumn.TOTALS, component.getTotals()));
                            shown.put(
                                    "accounts",
                                    array(
                                            ManagedColumn.ACCOUNT,
                                            component.getAccounts(),
                                            Integer.MAX_VALUE));
                            shown.put(
                                    "jobs",
                                    array(ManagedColumn.JOB, component.getJobs(), limit(options)));
                            root.put(name, shown);
                        });
        return root;
    }

    /** The components of this type by name; most contexts have one. */
    private Map<String, RefVideoComponent> components() {
        Map<String, RefVideoComponent> found = new TreeMap<>();
        for (String name : getCamelContext().getComponentNames()) {
            Component component = getCamelContext().hasComponent(name);
            if (component instanceof RefVideoComponent refvideo) {
                found.put(name, refvideo);
            }
        }
        return found;
    }

    /** The answer to the option {@code cancel}; null if it is not set. */
    private static @Nullable String cancel(
            RefVideoComponent component, Map<String, Object> options) {
        Object jobId = options.get(CANCEL);
        return jobId == null ? null : component.cancel(jobId.toString());
    }

    private static int limit(Map<String, Object> options) {
        Object limit = options.get(LIMIT);
        try {
            return limit == null ? DEFAULT_LIMIT : Math.max(0, Integer.parseInt(limit.toString()));
        } catch (NumberFormatException e) {
            return DEFAULT_LIMIT;
        }
    }

    private static <T> JsonArray array(List<ManagedColumn<T>> columns, List<T> rows, int limit) {
        JsonArray array = new JsonArray();
        rows.stream().limit(limit).map(row -> object(columns, row)).forEach(array::add);
        return array;
    }

    private static <T> JsonObject object(List<ManagedColumn<T>> columns, T row) {
        JsonObject object = new JsonObject();
        object.putAll(ManagedColumn.values(columns, row));
        return object;
    }
}
