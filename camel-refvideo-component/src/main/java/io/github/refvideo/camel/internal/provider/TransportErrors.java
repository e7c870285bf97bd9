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
package io.github.refvideo.camel.internal.provider;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpFailureException;
import io.github.refvideo.camel.internal.util.Futures;

/** Converts failures of an exchange without a complete reply into typed errors. */
public final class TransportErrors {

    private TransportErrors() {}

    /** Unwraps the failure of a future and converts it. */
    public static ProviderException of(Throwable failure, String provider) {
        Throwable cause = Futures.unwrap(failure);
        if (cause instanceof ProviderException known) {
            return known;
        }
        if (cause instanceof HttpFailureException http) {
            boolean unsent = http.progress() == HttpFailureException.Progress.NOT_SENT;
            return new ProviderException(
                    ErrorDetails.of(ErrorKind.SERVICE, http.getMessage())
                            .provider(provider)
                            .retryable(retryable(http.reason()))
                            .cause(http),
                    unsent ? Processed.NO : Processed.MAYBE);
        }
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.SERVICE,
                                "Unexpected failure of the " + provider + " call")
                        .provider(provider)
                        .cause(cause),
                Processed.MAYBE);
    }

    private static boolean retryable(HttpFailureException.Reason reason) {
        return switch (reason) {
            // No reply of a service is that long: a proxy sent it.
            case DNS, CONNECT, TIMEOUT, BROKEN, TOO_LARGE -> true;
            case ADDRESS_REFUSED, TLS, REFUSED_BY_SINK, ABORTED -> false;
        };
    }
}
