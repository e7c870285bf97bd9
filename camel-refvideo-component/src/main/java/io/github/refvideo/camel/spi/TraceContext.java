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
package io.github.refvideo.camel.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of an exchange, in the format of <a href="https://www.w3.org/TR/trace-context/">W3C
 * Trace Context</a>.
 *
 * @param traceparent trace id, span id and flags
 * @param tracestate data of tracing systems; null if there is none
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

    public static final String TRACEPARENT = "traceparent";
    public static final String TRACESTATE = "tracestate";

    /** Version 00, with a trace id and a span id that are not zero. */
    private static final Pattern VALID_PARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Printable ASCII of the length that all participants must forward. */
    private static final Pattern VALID_STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    public TraceContext {
        if (!VALID_PARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("not a traceparent of version 00");
        }
        if (tracestate != null && !VALID_STATE.matcher(tracestate).matches()) {
            throw new IllegalArgumentException("not a tracestate");
        }
    }

    /** Empty if there is no valid traceparent; without tracestate if only that is not valid. */
    public static Optional<TraceContext> of(
            @Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null || !VALID_PARENT.matcher(traceparent).matches()) {
            return Optional.empty();
        }
        boolean state = tracestate != null && VALID_STATE.matcher(tracestate).matches();
        return Optional.of(new TraceContext(traceparent, state ? tracestate : null));
    }

    /** The headers of a request that continues the trace. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TRACEPARENT, traceparent);
        if (tracestate != null) {
            headers.put(TRACESTATE, tracestate);
        }
        return headers;
    }
}
