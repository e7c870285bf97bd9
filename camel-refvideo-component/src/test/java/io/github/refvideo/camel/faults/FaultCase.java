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
 * One fault at one step of one operation of one service, once or permanently.
 *
 * @param row the row of docs/manual/pay-once.adoc
 */
record FaultCase(
        PayOncePage.Row row,
        FaultVariant variant,
        TestedService service,
        String operation,
        Step step,
        boolean forEver) {

    static List<FaultCase> all() {
        Map<String, List<FaultVariant>> scenarios = FaultScenarios.byRow();
        List<FaultCase> faultCases = new ArrayList<>();
        for (PayOncePage.Row row : PayOncePage.rows()) {
            for (FaultVariant variant : scenarios.getOrDefault(row.key(), List.of())) {
                for (TestedService service : TestedService.values()) {
                    for (String operation : row.position().operations()) {
                        add(faultCases, row, variant, service, operation);
                    }
                }
            }
        }
        return faultCases;
    }

    private static void add(
            List<FaultCase> faultCases,
            PayOncePage.Row row,
            FaultVariant variant,
            TestedService service,
            String operation) {
        if (!variant.fits(operation, service)) {
            return;
        }
        for (Step step : row.position().steps(service, operation)) {
            if (step == variant.never()) {
                continue;
            }
            for (boolean forEver : new boolean[] {false, true}) {
                if (row.outcome(service, forEver) != null) {
                    faultCases.add(new FaultCase(row, variant, service, operation, step, forEver));
                }
            }
        }
    }

    FaultPosition position() {
        return row.position();
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
                        variant.name(),
                        step.word(),
                        forEver ? "always" : "once");
    }
}
