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
package io.github.refvideo.simulator.blob;

import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.time.RateWindow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks tokens and quotas. Thread-safe. */
final class StoreTokens {
    private static final Pattern TOKEN =
            Pattern.compile("vercel_blob_rw_([A-Za-z0-9]+)_([A-Za-z0-9]+)");
    private static final Pattern BEARER = Pattern.compile("(?i)bearer\\s+(\\S+)");

    private final Map<String, RateWindow> windows = new ConcurrentHashMap<>();
    private final String acceptedToken;
    private final int quota;
    private final LongSupplier nanoTime;

    StoreTokens(BlobOptions options, LongSupplier nanoTime) {
        this.acceptedToken = options.acceptedToken();
        this.quota = options.quota();
        this.nanoTime = nanoTime;
    }

    /** The store of the call's token; the call counts towards the store's quota. */
    String store(Call call) throws RefusedException {
        String store = reader(call);
        String said = call.header("x-vercel-blob-store-id");
        if (said != null && !said.equals(store)) {
            throw RefusedException.forbidden(
                    "The token is for another store than the header says.");
        }
        boolean mayPass =
                quota == 0
                        || windows.computeIfAbsent(store, ignored -> new RateWindow(quota))
                                .take(nanoTime.getAsLong());
        if (!mayPass) {
            throw new RefusedException(429, "rate_limited", "Too many requests; come back later.");
        }
        return store;
    }

    /** The store of the call's token, without counting the call. */
    String reader(Call call) throws RefusedException {
        String header = call.header("authorization");
        Matcher bearer = BEARER.matcher(header == null ? "" : header.trim());
        if (!bearer.matches()) {
            throw RefusedException.forbidden("The token is missing.");
        }
        Matcher token = TOKEN.matcher(bearer.group(1));
        if (!token.matches() || acceptedToken != null && !acceptedToken.equals(bearer.group(1))) {
            throw RefusedException.forbidden("The token is not valid.");
        }
        return token.group(1);
    }

    void clear() {
        windows.clear();
    }
}
