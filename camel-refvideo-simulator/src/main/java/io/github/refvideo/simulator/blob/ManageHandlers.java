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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.util.List;

/** Handlers for existing blobs: metadata, list, delete. */
final class ManageHandlers {
    private static final int PAGE = 1000;

    private final StoreTokens keys;
    private final BlobStore blobs;
    private final Signatures signatures;

    ManageHandlers(StoreTokens keys, BlobStore blobs, Signatures signatures) {
        this.keys = keys;
        this.blobs = blobs;
        this.signatures = signatures;
    }

    /** Accepts URLs and pathnames; missing blobs are ignored. */
    Reply delete(Call call) throws RefusedException {
        String store = keys.store(call);
        JsonNode urls = object(call).path("urls");
        if (!urls.isArray() || urls.isEmpty()) {
            throw RefusedException.badRequest("The body must have a list urls.");
        }
        String ifMatch = call.header("x-if-match");
        if (ifMatch != null && urls.size() > 1) {
            throw RefusedException.badRequest("x-if-match goes with a single blob.");
        }
        for (JsonNode url : urls) {
            blobs.delete(store, BlobViews.named(url.asText(), store), ifMatch);
        }
        return BlobViews.ok(Json.object());
    }

    /** The metadata of one blob or, without a URL, a list. */
    Reply head(Call call) throws RefusedException {
        String store = keys.store(call);
        String url = call.query("url");
        if (url == null) {
            return list(call, store);
        }
        return blobs.find(store, BlobViews.named(url, store))
                .map(blob -> BlobViews.ok(BlobViews.described(call.origin(), store, blob)))
                .orElseThrow(() -> RefusedException.notFound("The requested blob does not exist."));
    }

    Reply token(Call call) throws RefusedException {
        return BlobViews.ok(signatures.delegate(keys.store(call), object(call)));
    }

    private Reply list(Call call, String store) {
        String prefix = call.query("prefix") == null ? "" : call.query("prefix");
        List<Blob> found = blobs.list(store, prefix);
        ObjectNode view = Json.object();
        ArrayNode page = view.putArray("blobs");
        found.stream()
                .limit(PAGE)
                .forEach(blob -> page.add(BlobViews.described(call.origin(), store, blob)));
        return BlobViews.ok(view.put("hasMore", found.size() > PAGE));
    }

    private static ObjectNode object(Call call) throws RefusedException {
        try {
            return Json.readObject(call.body().toString());
        } catch (InvalidRequestException e) {
            throw RefusedException.badRequest(e.getMessage());
        }
    }
}
