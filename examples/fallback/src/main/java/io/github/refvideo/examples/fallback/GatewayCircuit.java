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

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.PropertyInject;

/**
 * The circuit breaker as a bean. With {@code ignoreException} on the EIP, Camel drops the
 * exception, and the route continues as if there were a job.
 */
public final class GatewayCircuit implements CamelConfiguration {

    @BindToRegistry("gatewayCircuit")
    public CircuitBreaker circuit(
            @PropertyInject("fallback.circuit.window") int window,
            @PropertyInject("fallback.circuit.failure-rate") float failureRate,
            @PropertyInject("fallback.circuit.open-seconds") long openSeconds,
            @PropertyInject("fallback.circuit.probes") int probes) {
        return CircuitBreaker.of(
                "gateway",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(window)
                        .minimumNumberOfCalls(window)
                        .failureRateThreshold(failureRate)
                        .waitDurationInOpenState(Duration.ofSeconds(openSeconds))
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .permittedNumberOfCallsInHalfOpenState(probes)
                        .recordException(GatewayErrors::counts)
                        .ignoreException(failure -> !GatewayErrors.counts(failure))
                        .build());
    }
}
