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
package io.github.refvideo.camel.provider.dashscope;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException.Processed;

/** What an error means for whoever pays: the classes into which DashScope's codes fall. */
enum Meaning {
    INVALID(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    /** The service could not fetch a reference; the host of the reference may have had a hiccup. */
    REFERENCE_NOT_FETCHED(ErrorKind.INVALID_REQUEST, Chance.LATER, Processed.NO),
    NO_SUCH_MODEL(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    NO_SUCH_WORKSPACE(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    NOT_FOUND(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    /** A job can only be canceled while it waits in the queue. */
    NOT_IN_THIS_STATE(ErrorKind.INVALID_REQUEST, Chance.NEVER, Processed.NO),
    BAD_KEY(ErrorKind.AUTHENTICATION, Chance.NEVER, Processed.NO),
    FORBIDDEN(ErrorKind.AUTHENTICATION, Chance.NEVER, Processed.NO),
    UNPAID(ErrorKind.PAYMENT_REQUIRED, Chance.NEVER, Processed.NO),
    FREE_TIER_USED_UP(ErrorKind.PAYMENT_REQUIRED, Chance.NEVER, Processed.NO),
    THROTTLED(ErrorKind.RATE_LIMITED, Chance.LATER, Processed.NO),
    CONTENT(ErrorKind.CONTENT_REJECTED, Chance.NEVER, Processed.NO),
    /** The service is in trouble; a create may have left a job behind. */
    TROUBLE(ErrorKind.SERVICE, Chance.LATER, Processed.MAYBE),
    /** Redirects are not followed, so nobody processed the call. */
    REDIRECT(ErrorKind.SERVICE, Chance.NEVER, Processed.NO);

    private enum Chance {
        NEVER,
        LATER
    }

    private final ErrorKind kind;
    private final Chance chance;
    private final Processed processed;

    Meaning(ErrorKind kind, Chance chance, Processed processed) {
        this.kind = kind;
        this.chance = chance;
        this.processed = processed;
    }

    ErrorKind kind() {
        return kind;
    }

    /** Whether the same call may succeed later. */
    boolean retryable() {
        return chance == Chance.LATER;
    }

    Processed processed() {
        return processed;
    }

    /** For errors without a code, or with one that nobody knows. */
    static Meaning ofStatus(int status) {
        if (status >= 300 && status < 400) {
            return REDIRECT;
        }
        return switch (status) {
            case 401 -> BAD_KEY;
            case 402 -> UNPAID;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 408, 409, 425 -> TROUBLE;
            case 429 -> THROTTLED;
            default -> status >= 400 && status < 500 ? INVALID : TROUBLE;
        };
    }
}
