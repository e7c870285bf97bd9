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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.content.Spooled;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Handlers for uploads. */
final class UploadHandlers {
    private static final int MAX_PART_NUMBER = 10_000;

    private final StoreTokens keys;
    private final BlobStore blobs;
    private final PartUploads uploads;
    private final BlobAccess access;

    UploadHandlers(StoreTokens keys, BlobStore blobs, PartUploads uploads, BlobAccess access) {
        this.keys = keys;
        this.blobs = blobs;
        this.uploads = uploads;
        this.access = access;
    }

    Reply put(Call call) throws RefusedException {
        String store = keys.store(call);
        PutOptions options = PutOptions.read(call, access);
        if (call.query("fromUrl") != null) {
            throw RefusedException.badRequest("The simulator does not copy.");
        }
        Spooled body = body(call);
        Blob blob;
        try {
            blob = blobs.put(store, options, body.content(), body.sha256());
        } catch (RefusedException e) {
            body.content().release();
            throw e;
        }
        return BlobViews.ok(BlobViews.uploaded(call.origin(), store, blob));
    }

    Reply create(Call call) throws RefusedException {
        String store = keys.store(call);
        if (!"create".equals(call.header("x-mpu-action"))) {
            throw RefusedException.badRequest("x-mpu-action must be create, upload or complete.");
        }
        PutOptions options = PutOptions.read(call, access);
        blobs.check(store, options);
        return BlobViews.ok(
                Json.object()
                        .put("uploadId", uploads.begin(store, options))
                        .put("key", options.pathname()));
    }

    Reply part(Call call) throws RefusedException {
        String store = keys.store(call);
        PutOptions.read(call, access);
        int number = number(call.header("x-mpu-part-number"));
        Spooled body = body(call);
        try {
            String etag =
                    uploads.add(call.header("x-mpu-upload-id"), store, key(call), number, body);
            return BlobViews.ok(Json.object().put("etag", etag));
        } catch (RefusedException e) {
            body.content().release();
            throw e;
        }
    }

    Reply complete(Call call) throws RefusedException {
        String store = keys.store(call);
        PutOptions.read(call, access);
        Blob blob =
                uploads.complete(
                        call.header("x-mpu-upload-id"), store, key(call), list(call), blobs);
        return BlobViews.ok(BlobViews.uploaded(call.origin(), store, blob));
    }

    private static Spooled body(Call call) throws RefusedException {
        Spooled body = call.takeUpload();
        if (body.content().length() == 0) {
            body.content().release();
            throw RefusedException.badRequest("The body is empty.");
        }
        return body;
    }

    private static int number(String header) throws RefusedException {
        try {
            int number = Integer.parseInt(header == null ? "" : header.trim());
            if (number >= 1 && number <= MAX_PART_NUMBER) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw RefusedException.badRequest("x-mpu-part-number must be a number.");
        }
        throw RefusedException.badRequest(
                "x-mpu-part-number must be between 1 and " + MAX_PART_NUMBER + ".");
    }

    private static String key(Call call) {
        String header = call.header("x-mpu-key");
        return header == null
                ? ""
                : URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static JsonNode list(Call call) throws RefusedException {
        try {
            return Json.readObject("{\"parts\":" + call.body() + "}").path("parts");
        } catch (InvalidRequestException e) {
            throw RefusedException.badRequest(e.getMessage());
        }
    }
}
