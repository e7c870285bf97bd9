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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException.Processed;
import org.jspecify.annotations.Nullable;

/**
 * The category of an error of a service, which decides about retries and the purchase. Declared
 * from the most specific to the most general category: if an error has several codes, the first
 * category applies.
 */
public enum ErrorCategory {
    CONTENT(ErrorKind.CONTENT_REJECTED, Chance.NEVER, Processed.NO),
    FREE_TIER_USED_UP(ErrorKind.PAYMENT_REQUIRED, Chance.NEVER, Processed.NO),
    UNPAID(ErrorKind.PAYMENT_REQUIRED, Chance.NEVER, Processed.NO),
    /** The service could not fetch a reference; the host of the reference may fail for a moment. */
    REFERENCE_NOT_FETCHED(ErrorKind.INVALID_REQUEST, Chance.LATER, Processed.NO),
    NO_SUCH_MODEL(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    NO_SUCH_WORKSPACE(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    BAD_KEY(ErrorKind.AUTHENTICATION, Chance.NEVER, Processed.NO),
    FORBIDDEN(ErrorKind.AUTHENTICATION, Chance.NEVER, Processed.NO),
    THROTTLED(ErrorKind.RATE_LIMITED, Chance.LATER, Processed.NO),
    /** A job can only be canceled while it waits in the queue. */
    NOT_IN_THIS_STATE(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    NOT_FOUND(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    /** A service behind the service refused. */
    FAILED_DEPENDENCY(ErrorKind.SERVICE, Chance.NEVER, Processed.NO),
    INVALID(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    /** Redirects are not followed, so the call was not processed. */
    REDIRECT(ErrorKind.SERVICE, Chance.NEVER, Processed.NO),
    /** The service has an internal error; a submit may have created a job. */
    SERVER_ERROR(ErrorKind.SERVICE, Chance.LATER, Processed.MAYBE);

    private enum Chance {
        NEVER,
        LATER
    }

    private final ErrorKind kind;
    private final Chance chance;
    private final Processed processed;

    ErrorCategory(ErrorKind kind, Chance chance, Processed processed) {
        this.kind = kind;
        this.chance = chance;
        this.processed = processed;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
        return chance == Chance.LATER;
    }

    /** Whether a submit with this error may have created a job. */
    public Processed processed() {
        return processed;
    }

    /**
     * The category of a reply.
     *
     * @param status HTTP status
     * @param byCode the category of its known codes. A more specific HTTP status has precedence
     *     over a general code
     */
    public static ErrorCategory of(int status, @Nullable ErrorCategory byCode) {
        boolean specific =
                switch (status) {
                    case 401, 402, 403, 404, 408, 409, 425, 429 -> true;
                    default -> false;
                };
        if (byCode == null
                || byCode == INVALID && specific
                || byCode == SERVER_ERROR && status >= 300 && status < 500) {
            return ofStatus(status);
        }
        return byCode;
    }

    private static ErrorCategory ofStatus(int status) {
        if (status >= 300 && status < 400) {
            return REDIRECT;
        }
        return switch (status) {
            case 401 -> BAD_KEY;
            case 402 -> UNPAID;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 408, 409, 425 -> SERVER_ERROR;
            case 424 -> FAILED_DEPENDENCY;
            case 429 -> THROTTLED;
            default -> status >= 400 && status < 500 ? INVALID : SERVER_ERROR;
        };
    }
}
