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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.http.RequestBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A form with fields and one file, which stands last: object stores read no field behind it.
 *
 * @param contentType with the boundary
 * @param body read while it is sent
 */
record UploadForm(String contentType, RequestBody body) {

    /**
     * @param boundary random, so that it is not in the file
     * @param fields in sending order; names and values of ours and the service's
     * @param fileName letters, digits and dots
     */
    static UploadForm of(
            String boundary,
            Map<String, String> fields,
            String fileName,
            String mediaType,
            RequestBody file) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) ->
                        line(
                                head,
                                "--" + boundary,
                                "Content-Disposition: form-data; name=\"" + name + "\"",
                                "",
                                value));
        line(
                head,
                "--" + boundary,
                "Content-Disposition: form-data; name=\"file\"; filename=\"" + fileName + "\"",
                "Content-Type: " + mediaType,
                "");
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return new UploadForm(
                "multipart/form-data; boundary=" + boundary,
                RequestBody.sequence(
                        List.of(RequestBody.of(head.toByteArray()), file, RequestBody.of(tail))));
    }

    private static void line(ByteArrayOutputStream to, String... lines) {
        for (String line : lines) {
            to.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
