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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The environment and the options of one case. */
final class FaultCaseSetup {

    /** The component comes back a second after a failure; a short outage has ended by then. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS);

    private final FaultTestEnvironment environment;
    private final FaultCase faultCase;
    private String baseUrl;

    FaultCaseSetup(FaultTestEnvironment environment, FaultCase faultCase) {
        this.environment = environment;
        this.faultCase = faultCase;
        this.baseUrl = faultCase.service().baseUrl(environment.simulator());
    }

    RefVideoSimulator simulator() {
        return environment.simulator();
    }

    String baseUrl() {
        return baseUrl;
    }

    /** Puts a fault where the case wants it, once or permanently. */
    void inject(Fault fault) {
        Injection injection = simulator().faults().on(faultCase.step());
        (faultCase.forEver() ? injection : injection.times(1)).inject(fault);
    }

    boolean fits(Fault fault) {
        return fault.kind().fits(faultCase.step());
    }

    /** Puts a fault on the list of jobs, permanently. */
    void injectAtList(Fault fault) {
        simulator().faults().on(faultCase.service().list()).inject(fault);
    }

    /** Sends the endpoint to another host. */
    void lead(String elsewhere) {
        baseUrl = elsewhere + baseUrl.substring(baseUrl.indexOf('/', "http://".length()));
    }

    /** From the position of the case on, the port of the service is closed. */
    void refuse() {
        switch (faultCase.position()) {
            case WAITING ->
                    after(
                            faultCase.operation().equals("await")
                                    ? null
                                    : FaultTestEnvironment.Moment.SUBMITTED);
            case DOWNLOAD ->
                    after(
                            faultCase.service() == TestedService.STREAM
                                    ? FaultTestEnvironment.Moment.SUBMITTED
                                    : FaultTestEnvironment.Moment.SUCCEEDED);
            default -> after(null);
        }
    }

    private void after(FaultTestEnvironment.Moment moment) {
        if (moment == null) {
            outage();
        } else {
            environment.at(moment, this::outage);
        }
    }

    private void outage() {
        simulator().refuseConnections();
        if (!faultCase.forEver()) {
            SOON.execute(simulator()::acceptConnections);
        }
    }
}
