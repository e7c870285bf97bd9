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

import io.github.refvideo.simulator.ledger.BlobLedger;
import io.github.refvideo.simulator.media.RangedContent;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Serves the content of blobs under the path that takes the place of the store's host name. */
final class ReadHandler {
    private final StoreTokens keys;
    private final BlobStore blobs;
    private final Signatures signatures;
    private final BlobAccess access;
    private final BlobLedger ledger;

    ReadHandler(
            StoreTokens keys,
            BlobStore blobs,
            Signatures signatures,
            BlobAccess access,
            BlobLedger ledger) {
        this.keys = keys;
        this.blobs = blobs;
        this.signatures = signatures;
        this.access = access;
        this.ledger = ledger;
    }

    Reply read(Call call) throws RefusedException {
        String rest = call.path().substring(BlobViews.STORES.length());
        int slash = rest.indexOf('/');
        String store = slash < 0 ? rest : rest.substring(0, slash);
        String pathname = BlobViews.pathname(call.path(), store);
        if (access == BlobAccess.PRIVATE
                && !signatures.permit(call, store, pathname)
                && !keys.reader(call).equals(store)) {
            throw RefusedException.forbidden("The token is for another store.");
        }
        Optional<Blob> found = blobs.find(store, pathname);
        if (found.isEmpty()) {
            return error(404, "Blob not found");
        }
        ledger.read(pathname);
        return answer(call, found.get());
    }

    private static Reply answer(Call call, Blob blob) {
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        blob.uploadedAt().atOffset(ZoneOffset.UTC));
        Reply reply =
                blob.etag().equals(call.header("if-none-match"))
                        ? Reply.of(304, blob.contentType(), Buffer.buffer())
                                .with("etag", blob.etag())
                        : new RangedContent(
                                        blob.content(), blob.contentType(), blob.etag(), modified)
                                .answer(call);
        return BlobViews.traced(
                reply.with("cache-control", blob.cacheControl())
                        .with("content-disposition", blob.contentDisposition()));
    }

    static Reply error(int status, String message) {
        return BlobViews.traced(
                Reply.of(status, "text/plain; charset=utf-8", Buffer.buffer(message + "\n")));
    }
}
