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
package io.github.refvideo.camel.internal.provider.gateway;

import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceUrls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reference as a {@code data:} URL. */
final class InlineFile {

    private static final String BASE64 = ";base64";

    private InlineFile() {}

    /**
     * The form for the gateway.
     *
     * @throws IllegalArgumentException if the URL contains no bytes or no media type; the message
     *     names option and header
     */
    static Map<String, Object> of(Reference reference) {
        String url = reference.url();
        int comma = url.indexOf(',');
        String declared = MediaType.normalize(ReferenceUrls.inlineType(url));
        String type = reference.mediaType() == null ? declared : reference.mediaType();
        if (comma < 0 || type.isBlank()) {
            throw unusable("must name its media type, as in data:image/png;base64,AAAA");
        }
        String head = url.substring(0, comma);
        boolean base64 =
                head.regionMatches(
                        true, head.length() - BASE64.length(), BASE64, 0, BASE64.length());
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("type", "file");
        file.put("mediaType", type);
        file.put("data", base64 ? checked(url.substring(comma + 1)) : encoded(url, comma + 1));
        return file;
    }

    private static String checked(String data) {
        // Line breaks are common in base64 from mail programs and shells.
        String clean = data.replaceAll("\\s+", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(clean);
            if (bytes.length > 0) {
                // Encoded again: not every reader accepts missing padding.
                return Base64.getEncoder().encodeToString(bytes);
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw unusable("must contain base64 after ;base64,");
    }

    /** Decodes percent-encoded bytes, the other form of data URLs. */
    private static String encoded(String url, int from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] text = url.substring(from).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '%') {
                bytes.write(text[i]);
                continue;
            }
            int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw unusable("has a % without two hexadecimal digits");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static IllegalArgumentException unusable(String what) {
        return new IllegalArgumentException(
                "referenceUrls (header CamelRefVideoReferenceUrls): a data URL " + what);
    }
}
