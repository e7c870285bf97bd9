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
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a complete response. The message contains host and port, but not path, query,
 * headers or body, because a URL may be signed.
 */
public final class HttpFailureException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether the request was sent. This decides whether a paid request may be repeated. */
    public enum Progress {
        /**
         * The server has not received the request: host name not resolved, connection refused, TLS
         * failed, no pooled connection.
         */
        NOT_SENT,
        /** The head was passed to the connection: the server may have processed the request. */
        MAYBE_PROCESSED
    }

    /** The cause. */
    public enum Reason {
        /** The host name could not be resolved. */
        DNS,
        /** The address policy refused an address of the host. */
        ADDRESS_REFUSED,
        /**
         * The connection was refused, timed out or was not permitted by the proxy, or no pooled
         * connection became free. Also a request that cannot be built.
         */
        CONNECT,
        /** The TLS handshake failed. */
        TLS,
        /** The overall timeout or the idle timeout expired. */
        TIMEOUT,
        /** The connection was reset, closed early or broken otherwise. */
        BROKEN,
        /** The response is longer than the request allows. */
        TOO_LARGE,
        /** The sink threw an exception, which is the cause. */
        REFUSED_BY_SINK,
        /** The caller cancelled, or the client was closed. */
        ABORTED
    }

    private final Progress progress;
    private final Reason reason;

    public HttpFailureException(
            String message, Reason reason, Progress progress, @Nullable Throwable cause) {
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
