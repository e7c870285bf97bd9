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

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Injection;
import io.github.refvideo.simulator.fault.Step;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Where one cell of the matrix is played. */
final class FaultCaseSetup {

    /** The component comes back a second after a failure; by then a short outage is over. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS);

    private final FaultTestContext bench;
    private final FaultCase cell;
    private String baseUrl;

    FaultCaseSetup(FaultTestContext bench, FaultCase cell) {
        this.bench = bench;
        this.cell = cell;
        this.baseUrl = cell.service().baseUrl(bench.simulator());
    }

    RefVideoSimulator simulator() {
        return bench.simulator();
    }

    String baseUrl() {
        return baseUrl;
    }

    /** Puts a fault where the cell wants it, once or for ever. */
    void inject(Fault fault) {
        Injection injection = simulator().faults().on(cell.step());
        (cell.forEver() ? injection : injection.times(1)).inject(fault);
    }

    boolean fits(Fault fault) {
        return fault.kind().fits(cell.step());
    }

    /** Puts a fault on another step, for ever. */
    void injectAt(Step step, Fault fault) {
        simulator().faults().on(step).inject(fault);
    }

    /** Sends the endpoint to another host. */
    void lead(String elsewhere) {
        baseUrl = elsewhere + baseUrl.substring(baseUrl.indexOf('/', "http://".length()));
    }

    /** Nobody listens at the service's port, from the cell's place on. */
    void refuse() {
        switch (cell.place()) {
            case WAITING -> after(cell.operation().equals("await") ? null : FaultTestContext.Moment.SUBMITTED);
            case DOWNLOAD ->
                    after(
                            cell.service() == TestedService.STREAM
                                    ? FaultTestContext.Moment.SUBMITTED
                                    : FaultTestContext.Moment.SUCCEEDED);
            default -> after(null);
        }
    }

    private void after(FaultTestContext.Moment moment) {
        if (moment == null) {
            outage();
        } else {
            bench.at(moment, this::outage);
        }
    }

    private void outage() {
        simulator().refuseConnections();
        if (!cell.forEver()) {
            SOON.execute(simulator()::acceptConnections);
        }
    }
}
