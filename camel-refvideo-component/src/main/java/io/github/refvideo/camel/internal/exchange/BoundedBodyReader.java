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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.support.MessageHelper;

/** Reads a body as text, but not more of it than anybody needs: it comes from a stranger. */
final class BoundedBodyReader {

    private BoundedBodyReader() {}

    /**
     * @param most bytes; a body that is text already has about as many characters
     * @return empty when there is more, or when Camel cannot make text of it
     */
    static Optional<String> of(Message message, int most) throws IOException {
        Object body = message.getBody();
        if (body instanceof StreamCache cache) {
            if (cache.length() > most) {
                return Optional.empty();
            }
            String text = message.getBody(String.class);
            MessageHelper.resetStreamCache(message);
            return Optional.ofNullable(text);
        }
        if (body instanceof InputStream stream) {
            byte[] start = stream.readNBytes(most + 1);
            if (start.length > most) {
                return Optional.empty();
            }
            // In the charset that the exchange names.
            return Optional.ofNullable(
                    message.getExchange()
                            .getContext()
                            .getTypeConverter()
                            .convertTo(
                                    String.class,
                                    message.getExchange(),
                                    new ByteArrayInputStream(start)));
        }
        String text = message.getBody(String.class);
        return text == null || text.length() > most ? Optional.empty() : Optional.of(text);
    }
}
