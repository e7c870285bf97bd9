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

import io.github.refvideo.simulator.fault.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One fault at one step of one operation of one service, once or for ever.
 *
 * @param row what docs/manual/pay-once.adoc says about it
 */
record FaultCase(
        PayOncePage.Row row,
        FaultVariant harm,
        TestedService service,
        String operation,
        Step step,
        boolean forEver) {

    static List<FaultCase> all() {
        Map<String, List<FaultVariant>> troubles = FaultScenarios.byRow();
        List<FaultCase> cells = new ArrayList<>();
        for (PayOncePage.Row row : PayOncePage.rows()) {
            for (FaultVariant harm : troubles.getOrDefault(row.key(), List.of())) {
                for (TestedService service : TestedService.values()) {
                    for (String operation : row.place().operations()) {
                        add(cells, row, harm, service, operation);
                    }
                }
            }
        }
        return cells;
    }

    private static void add(
            List<FaultCase> cells, PayOncePage.Row row, FaultVariant harm, TestedService service, String operation) {
        if (!harm.fits(operation, service)) {
            return;
        }
        for (Step step : row.place().steps(service, operation)) {
            if (step == harm.never()) {
                continue;
            }
            for (boolean forEver : new boolean[] {false, true}) {
                if (row.outcome(service, forEver) != null) {
                    cells.add(new FaultCase(row, harm, service, operation, step, forEver));
                }
            }
        }
    }

    FaultPosition place() {
        return row.place();
    }

    ExpectedOutcome expected() {
        return row.outcome(service, forEver);
    }

    /** Whether the operation begins with a job that exists already. */
    boolean asksAboutAJob() {
        return !operation.equals("generate") && !operation.equals("submit");
    }

    @Override
    public String toString() {
        return "%s, %s: %s (%s at %s %s)"
                .formatted(
                        service,
                        operation,
                        row.name(),
                        harm.name(),
                        step.word(),
                        forEver ? "always" : "once");
    }
}
