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
package io.github.refvideo.camel.internal.http;

import java.io.IOException;

/**
 * An exchange without a complete reply. The message names host and port, never path, query, headers
 * or body: a URL may be signed.
 */
public final class HttpFailureException extends IOException {

    private static final long serialVersionUID = 1L;

    /** How far the exchange had come. This decides whether a paid call may be sent again. */
    public enum Progress {
        /**
         * Name not resolved, connection refused, no TLS, no free connection: the server knows
         * nothing.
         */
        NOT_SENT,
        /** At least the head was handed to the connection: the server may have processed it. */
        MAYBE_PROCESSED
    }

    /** What went wrong. */
    public enum Reason {
        /** The name could not be resolved. */
        DNS,
        /** The address policy forbids an address of the name. */
        ADDRESS_REFUSED,
        /**
         * Refused, unreachable, not permitted by the proxy, or not there in time; also a pool
         * without a free connection, and a call that cannot be put into a request.
         */
        CONNECT,
        /** The TLS handshake failed. */
        TLS,
        /** The overall or the idle timeout passed. */
        TIMEOUT,
        /** Reset, closed early or otherwise broken. */
        BROKEN,
        /** The reply is longer than the call allows. */
        TOO_LARGE,
        /** The sink refused the reply; its exception is the cause. */
        REFUSED_BY_SINK,
        /** Cancelled from here, or the client was closed. */
        ABORTED
    }

    private final Progress progress;
    private final Reason reason;

    public HttpFailureException(String message, Reason reason, Progress progress, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.progress = progress;
    }

    public Progress progress() {
        return progress;
    }

    public Reason reason() {
        return reason;
    }
}
