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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import org.apache.camel.Exchange;

/**
 * The exchange properties in which Camel's AI components say what kind of error a call ended with,
 * so that an {@code onException} for all of them works for this one too.
 */
public final class AiErrorProperties {

    /**
     * {@code RATE_LIMIT}, {@code SERVER_ERROR}, {@code VALIDATION}, {@code AUTH}, {@code UNKNOWN}.
     */
    static final String CATEGORY = "CamelAiErrorCategory";

    /** How long the service asked to wait, in milliseconds, as {@code Long}. */
    static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    private AiErrorProperties() {}

    /** What an earlier attempt or step ended with must not pass for this one's. */
    public static void clear(Exchange exchange) {
        exchange.removeProperty(CATEGORY);
        exchange.removeProperty(RETRY_AFTER_MILLIS);
    }

    /** Fails the exchange and says why in the words of Camel's AI components. */
    public static void fail(Exchange exchange, Throwable error) {
        if (error instanceof RefVideoException known) {
            exchange.setProperty(CATEGORY, category(known.getKind()));
            known.getRetryAfter()
                    .ifPresent(wait -> exchange.setProperty(RETRY_AFTER_MILLIS, wait.toMillis()));
        }
        exchange.setException(error);
    }

    private static String category(ErrorKind kind) {
        return switch (kind) {
            case INVALID_REQUEST, CONTENT_REJECTED -> "VALIDATION";
            // An account without money is mended by the same people as one without rights.
            case AUTHENTICATION, PAYMENT_REQUIRED -> "AUTH";
            case RATE_LIMITED -> "RATE_LIMIT";
            case SERVICE, SUBMIT_UNCERTAIN, JOB_FAILED, TIMEOUT, DOWNLOAD -> "SERVER_ERROR";
            case REFERENCE_STORE, REPOSITORY, JOB_CANCELED, JOB_EXPIRED, SHUTDOWN -> "UNKNOWN";
        };
    }
}
