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

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.request.BadValueException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads the user's key for a purchase. */
public final class IdempotencyKey {

    /** Message ids of brokers are shorter. */
    private static final int MAX_LENGTH = 250;

    private IdempotencyKey() {}

    /**
     * @return null when the message has no such header
     * @throws RefVideoInvalidRequestException when it cannot be used; a header without a value, as
     *     an expression sets it that finds nothing, is a mistake and not a purchase without a key
     */
    public static String of(Exchange exchange) throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        Object header = message.getHeader(RefVideoConstants.IDEMPOTENCY_KEY);
        if (header == null
                && !(message.hasHeaders()
                        && message.getHeaders().containsKey(RefVideoConstants.IDEMPOTENCY_KEY))) {
            return null;
        }
        String key;
        try {
            key = MessageValue.text(exchange, header);
        } catch (BadValueException e) {
            throw invalid("is a " + header.getClass().getTypeName() + "; " + e.getMessage());
        }
        if (key == null) {
            throw invalid("is set, but has no value; remove the header to buy without a key");
        } else if (key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw invalid("must be printable ASCII of at most " + MAX_LENGTH + " characters");
        }
        return key;
    }

    private static RefVideoInvalidRequestException invalid(String why) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent: the idempotency key (header "
                                + RefVideoConstants.IDEMPOTENCY_KEY
                                + ") "
                                + why));
    }
}
