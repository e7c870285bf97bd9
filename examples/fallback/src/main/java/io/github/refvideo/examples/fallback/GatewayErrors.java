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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.util.ObjectHelper;

/** Classifies errors of the gateway's submit for the circuit breaker and the fallback. */
final class GatewayErrors {

    /** The gateway did not accept the request, so it may be sent to DashScope. */
    private static final Set<ErrorKind> NOT_ACCEPTED =
            EnumSet.of(
                    ErrorKind.SERVICE,
                    ErrorKind.RATE_LIMITED,
                    ErrorKind.AUTHENTICATION,
                    ErrorKind.PAYMENT_REQUIRED,
                    ErrorKind.REFERENCE_STORE);

    private GatewayErrors() {}

    /**
     * Whether the circuit counts it as a failure. A lost answer is a failure, although the order
     * must stay at the gateway. Other errors say nothing about the gateway and are ignored; if they
     * counted as success, an invalid request could close a half-open circuit.
     */
    static boolean counts(Throwable failure) {
        ErrorKind kind = kind(failure);
        return kind == ErrorKind.SUBMIT_UNCERTAIN || NOT_ACCEPTED.contains(kind);
    }

    /** Whether the order may be sent to another service without being paid twice. */
    static boolean isNotAccepted(Throwable failure) {
        return NOT_ACCEPTED.contains(kind(failure))
                && ObjectHelper.getException(RefVideoException.class, failure).getJob().isEmpty();
    }

    /** The circuit breaker wraps exceptions. */
    static ErrorKind kind(Throwable failure) {
        RefVideoException error = ObjectHelper.getException(RefVideoException.class, failure);
        return error == null ? null : error.getKind();
    }
}
