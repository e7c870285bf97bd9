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

/** What a fault variant can change while a case runs. */
final class FaultCaseContext {

    /** The component retries a second after a failure; a short outage has ended by then. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS);

    private final FaultTestContext testContext;
    private final FaultCase faultCase;
    private String baseUrl;

    FaultCaseContext(FaultTestContext testContext, FaultCase faultCase) {
        this.testContext = testContext;
        this.faultCase = faultCase;
        this.baseUrl = faultCase.service().baseUrl(testContext.simulator());
    }

    RefVideoSimulator simulator() {
        return testContext.simulator();
    }

    String baseUrl() {
        return baseUrl;
    }

    /** Injects a fault at the step of the case, once or always. */
    void inject(Fault fault) {
        Injection injection = simulator().faults().on(faultCase.step());
        (faultCase.always() ? injection : injection.times(1)).inject(fault);
    }

    boolean fits(Fault fault) {
        return fault.kind().fits(faultCase.step());
    }

    /** Injects a fault at another step, always. */
    void injectAt(Step step, Fault fault) {
        simulator().faults().on(step).inject(fault);
    }

    /** Directs the endpoint to another host. */
    void redirectTo(String elsewhere) {
        baseUrl = elsewhere + baseUrl.substring(baseUrl.indexOf('/', "http://".length()));
    }

    /** The service refuses connections, from the point of the case on. */
    void refuse() {
        switch (faultCase.point()) {
            case WAITING ->
                    after(
                            faultCase.operation().equals("await")
                                    ? null
                                    : FaultTestContext.Moment.SUBMITTED);
            case DOWNLOAD ->
                    after(
                            faultCase.service() == ServiceFlow.STREAM
                                    ? FaultTestContext.Moment.SUBMITTED
                                    : FaultTestContext.Moment.SUCCEEDED);
            default -> after(null);
        }
    }

    private void after(FaultTestContext.Moment moment) {
        if (moment == null) {
            outage();
        } else {
            testContext.at(moment, this::outage);
        }
    }

    private void outage() {
        simulator().refuseConnections();
        if (!faultCase.always()) {
            SOON.execute(simulator()::acceptConnections);
        }
    }
}
