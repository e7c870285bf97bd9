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
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.apache.hc.core5.util.TextUtils;

/** Names failures. How far the exchange had come is given, never guessed. */
final class Failures {

    private Failures() {}

    static HttpFailureException because(
            Reason reason, Progress progress, String label, String what, Throwable cause) {
        return new HttpFailureException(label + ": " + what, reason, progress, cause);
    }

    /**
     * @param securing whether TCP stood and TLS was wanted
     */
    static HttpFailureException classify(
            Throwable cause, Progress progress, boolean securing, String label) {
        Throwable refused = find(cause, AddressRefusedException.class);
        if (refused != null) {
            String what = refused.getMessage();
            return because(Reason.ADDRESS_REFUSED, progress, label, what, refused);
        }
        Reason reason =
                progress == Progress.NOT_SENT ? beforeSending(cause, securing) : Reason.BROKEN;
        return because(reason, progress, label, words(reason, cause), cause);
    }

    private static Reason beforeSending(Throwable cause, boolean securing) {
        if (find(cause, UnknownHostException.class) != null) {
            return Reason.DNS;
        }
        if (find(cause, SSLException.class) != null) {
            return Reason.TLS;
        }
        if (cause instanceof RejectedExecutionException
                || cause instanceof IOReactorShutdownException) {
            return Reason.ABORTED;
        }
        if (cause instanceof ConnectException) {
            return Reason.CONNECT;
        }
        if (securing) {
            return Reason.TLS;
        }
        boolean network =
                cause instanceof SocketTimeoutException || cause instanceof SocketException;
        return network ? Reason.CONNECT : Reason.BROKEN;
    }

    private static String words(Reason reason, Throwable cause) {
        String what =
                switch (reason) {
                    case DNS -> "name not resolved";
                    case CONNECT -> "no connection";
                    case TLS -> "TLS handshake failed";
                    case ABORTED -> "client is closed";
                    default -> "connection broken";
                };
        String detail = cause.getMessage();
        return TextUtils.isBlank(detail) ? what : what + " (" + detail + ")";
    }

    private static Throwable find(Throwable cause, Class<? extends Throwable> type) {
        // Bounded, since a chain of causes can be a ring.
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
