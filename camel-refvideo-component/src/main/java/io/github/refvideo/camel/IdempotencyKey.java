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
package io.github.refvideo.camel;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.util.UUID;
import org.apache.camel.Exchange;

/**
 * The key of a paid call: the user's, or one that is made once per step of an exchange.
 *
 * @param text what is sent to a service that takes keys
 * @param shared whether somebody may come with the same key again
 */
record IdempotencyKey(String text, boolean shared) {

    private static final String MADE_UP = "refvideo_";

    /** Message ids of brokers are shorter; so are the keys that services are known to take. */
    private static final int LONGEST = 250;

    /** Counts the steps that used the user's key in this exchange. */
    private static final String USES = "CamelRefVideoKeyUses.";

    /**
     * A header stays on the message: the second purchase with the same key in one exchange gets a
     * key of its own. It is numbered, so that a broker's redelivery, which goes through the same
     * steps again, comes to the same keys.
     *
     * <p>A redelivery within the exchange keeps its key. The rounds of a loop count as purchases
     * one after another. The parts of a split are exchanges of their own and know nothing of each
     * other: with one key for all, equal parts get one video, and a part that asks for another is
     * refused; set the header on each part.
     *
     * @throws RefVideoInvalidRequestException when the key could not be sent as it is
     */
    static IdempotencyKey of(GenerateRequest request, Exchange exchange)
            throws RefVideoInvalidRequestException {
        String chosen = request.idempotencyKey();
        if (chosen == null || chosen.isBlank()) {
            return new IdempotencyKey(MADE_UP + UUID.randomUUID(), false);
        }
        String key = chosen.strip();
        check(key);
        int use = exchange.getProperty(USES + key, 0, Integer.class) + 1;
        exchange.setProperty(USES + key, use);
        return new IdempotencyKey(use == 1 ? key : key + "." + use, true);
    }

    /** It becomes an HTTP header: what does not fit there would be another key on its way. */
    private static void check(String key) throws RefVideoInvalidRequestException {
        if (key.length() > LONGEST || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new RefVideoInvalidRequestException(
                    ErrorDetails.of(
                            ErrorKind.INVALID_REQUEST,
                            "Nothing was sent: the idempotency key (header "
                                    + RefVideoConstants.IDEMPOTENCY_KEY
                                    + ") must be printable ASCII of at most "
                                    + LONGEST
                                    + " characters"));
        }
    }
}
