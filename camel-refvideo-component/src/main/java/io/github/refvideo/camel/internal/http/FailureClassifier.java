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

import io.github.refvideo.camel.internal.http.HttpFailureException.Progress;
import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.apache.hc.core5.util.TextUtils;
import org.jspecify.annotations.Nullable;

/** Determines the reason of a failure. The progress is given and never guessed. */
final class FailureClassifier {

    private FailureClassifier() {}

    static HttpFailureException failure(
            Reason reason,
            Progress progress,
            String label,
            String what,
            @Nullable Throwable cause) {
        return new HttpFailureException(label + ": " + what, reason, progress, cause);
    }

    /**
     * @param handshake whether TCP is connected and TLS is needed
     */
    static HttpFailureException classify(
            Throwable cause, Progress progress, boolean handshake, String label) {
        Throwable refused = find(cause, AddressRefusedException.class);
        if (refused != null) {
            return failure(Reason.ADDRESS_REFUSED, progress, label, refused.getMessage(), refused);
        }
        Reason reason =
                progress == Progress.NOT_SENT ? reasonNotSent(cause, handshake) : Reason.BROKEN;
        return failure(reason, progress, label, describe(reason, cause), cause);
    }

    private static Reason reasonNotSent(Throwable cause, boolean handshake) {
        if (find(cause, UnknownHostException.class) != null) {
            return Reason.DNS;
        }
        if (find(cause, SSLException.class) != null) {
            return Reason.TLS;
        }
        if (cause instanceof RejectedExecutionException
                || cause instanceof CancellationException
                || cause instanceof IOReactorShutdownException) {
            return Reason.ABORTED;
        }
        if (cause instanceof ConnectException) {
            return Reason.CONNECT;
        }
        if (handshake) {
            return Reason.TLS;
        }
        boolean network =
                cause instanceof SocketTimeoutException || cause instanceof SocketException;
        return network ? Reason.CONNECT : Reason.BROKEN;
    }

    private static String describe(Reason reason, Throwable cause) {
        String what =
                switch (reason) {
                    case DNS -> "host name not resolved";
                    case CONNECT -> "no connection";
                    case TLS -> "TLS handshake failed";
                    case ABORTED -> "client is closed";
                    default -> "connection broken";
                };
        String detail = cause.getMessage();
        return TextUtils.isBlank(detail) ? what : what + " (" + detail + ")";
    }

    private static @Nullable Throwable find(Throwable cause, Class<? extends Throwable> type) {
        // Limited, because a chain of causes can be a cycle.
        Throwable current = cause;
        for (int depth = 0; current != null && depth < 8; depth++) {
            if (type.isInstance(current)) {
                return current;
            }
            current = current.getCause();
        }
        return null;
    }
}
