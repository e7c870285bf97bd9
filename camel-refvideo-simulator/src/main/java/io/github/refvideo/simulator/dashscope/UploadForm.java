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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.server.Call;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A multipart form, read in memory. The file is null if the form has none. */
record UploadForm(Map<String, String> fields, byte[] file, boolean fileIsLast) {

    static Optional<UploadForm> read(Call call) {
        String type = call.header("content-type");
        if (type == null || !type.startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        call.path(),
                        Unpooled.wrappedBuffer(call.body().getBytes()));
        request.headers().set("content-type", type);
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder =
                    new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
            return Optional.of(read(decoder.getBodyHttpDatas()));
        } catch (IOException | RuntimeException e) {
            // The decoder has many words for what it cannot read; the caller needs none of them.
            return Optional.empty();
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    private static UploadForm read(List<InterfaceHttpData> parts) throws IOException {
        Map<String, String> fields = new HashMap<>();
        byte[] file = null;
        boolean last = false;
        for (InterfaceHttpData part : parts) {
            last = false;
            if (part instanceof FileUpload upload && upload.getName().equals("file")) {
                file = upload.get();
                last = true;
            } else if (part instanceof Attribute attribute) {
                fields.put(attribute.getName(), attribute.getValue());
            }
        }
        return new UploadForm(fields, file, last);
    }

    /** That field, or null. */
    String field(String name) {
        return fields.get(name);
    }
}
