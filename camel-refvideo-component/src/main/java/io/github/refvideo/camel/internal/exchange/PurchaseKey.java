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

import io.github.refvideo.camel.internal.util.Digests;
import org.apache.camel.Exchange;

/**
 * The identity of a purchase: what must be equal for two attempts to be for the same video. The
 * forms cannot be equal to each other, whatever characters a user's key has.
 */
public final class PurchaseKey {

    private PurchaseKey() {}

    /**
     * The purchase of a user's key: the key, the step, and the iteration of the loops around it.
     *
     * @param key printable ASCII
     */
    public static String ofUser(String key, Exchange exchange, String endpointUri) {
        return RouteStep.escape(key)
                + "@"
                + RouteStep.of(exchange, endpointUri)
                + Iterations.of(exchange).loops();
    }

    /** The user's key of a purchase; null if it has none. */
    public static String userKey(String purchaseKey) {
        int end = purchaseKey == null ? -1 : purchaseKey.indexOf('@');
        return end < 0 ? null : RouteStep.unescape(purchaseKey.substring(0, end));
    }

    /**
     * The purchase of a message without a key: the message, the step, the iteration of the loops
     * and splits around it, and the request.
     *
     * @param message identifies the message
     * @param fingerprint of the request
     */
    public static String ofMessage(
            String message, Exchange exchange, String endpointUri, String fingerprint) {
        return "message:"
                + Digests.hash(
                        String.join(
                                "\n",
                                message,
                                RouteStep.of(exchange, endpointUri),
                                Iterations.of(exchange).all(),
                                fingerprint));
    }
}
