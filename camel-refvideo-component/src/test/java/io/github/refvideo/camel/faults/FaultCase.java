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
 * One fault at one step of one operation of one service, once or always.
 *
 * @param row of the table in docs/manual/pay-once.adoc
 */
record FaultCase(
        PayOnceTables.Row row,
        FaultVariant variant,
        ServiceFlow service,
        String operation,
        Step step,
        boolean always) {

    static List<FaultCase> all() {
        Map<String, List<FaultVariant>> variants = FaultVariants.byRow();
        List<FaultCase> faultCases = new ArrayList<>();
        for (PayOnceTables.Row row : PayOnceTables.rows()) {
            for (FaultVariant variant : variants.getOrDefault(row.key(), List.of())) {
                for (ServiceFlow service : ServiceFlow.values()) {
                    for (String operation : row.point().operations()) {
                        add(faultCases, row, variant, service, operation);
                    }
                }
            }
        }
        return faultCases;
    }

    private static void add(
            List<FaultCase> faultCases,
            PayOnceTables.Row row,
            FaultVariant variant,
            ServiceFlow service,
            String operation) {
        if (!variant.fits(operation, service)) {
            return;
        }
        for (Step step : row.point().steps(service, operation)) {
            if (step == variant.never()) {
                continue;
            }
            for (boolean always : new boolean[] {false, true}) {
                if (row.outcome(service, always) != null) {
                    faultCases.add(new FaultCase(row, variant, service, operation, step, always));
                }
            }
        }
    }

    FaultPoint point() {
        return row.point();
    }

    ExpectedOutcome expected() {
        return row.outcome(service, always);
    }

    /** Whether the operation needs an existing job. */
    boolean startsWithJob() {
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
                        always ? "always" : "once");
    }
}
