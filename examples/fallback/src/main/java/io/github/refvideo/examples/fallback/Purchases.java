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
package io.github.refvideo.examples.fallback;

import io.github.refvideo.camel.repository.VideoJobRepository;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/**
 * Finds the service to which an order was submitted, or may have been submitted. The order stays
 * with this service, whatever the state of the circuit. The job repository records a purchase
 * before its submit is sent, under its key, route and step.
 */
public final class Purchases {

    private final VideoJobRepository jobs;

    public Purchases(VideoJobRepository jobs) {
        this.jobs = jobs;
    }

    public boolean isAtGateway(@Header("order") String order) throws Exception {
        return jobs.find(order + "@gateway/submit").isPresent();
    }

    public boolean isAtDashscope(@Header("order") String order) throws Exception {
        return jobs.find(order + "@dashscope/generate").isPresent();
    }

    /**
     * The fallback of the circuit breaker.
     *
     * @param failure of the gateway; null if the circuit was open
     * @return why the order goes to DashScope
     * @throws Exception the failure, if the order must stay at the gateway
     */
    public String fallbackReason(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
            throws Exception {
        if (failure == null) {
            return "circuit open, gateway not asked";
        }
        if (!GatewayErrors.isNotAccepted(failure)) {
            throw failure;
        }
        return "gateway said " + GatewayErrors.kind(failure) + ", nothing bought";
    }
}
