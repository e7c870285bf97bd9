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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** JSON descriptions and URLs of blobs. */
final class BlobViews {
    /** Takes the place of the store's host name; the next path segment is the store's id. */
    static final String STORES = "/blob-store/";

    private BlobViews() {}

    /** The response to an upload. */
    static ObjectNode uploaded(String origin, String store, Blob blob) {
        String url = url(origin, store, blob.pathname());
        return Json.object()
                .put("url", url)
                .put("downloadUrl", url + "?download=1")
                .put("pathname", blob.pathname())
                .put("contentType", blob.contentType())
                .put("contentDisposition", blob.contentDisposition())
                .put("etag", blob.etag());
    }

    /** The full metadata. */
    static ObjectNode described(String origin, String store, Blob blob) {
        return uploaded(origin, store, blob)
                .put("size", blob.content().length())
                .put("uploadedAt", blob.uploadedAt().toString())
                .put("cacheControl", blob.cacheControl());
    }

    static Reply ok(ObjectNode view) {
        return traced(Reply.json(200, Json.text(view)));
    }

    /** Adds a request id as the service does. */
    static Reply traced(Reply reply) {
        return reply.with("x-vercel-id", "sim1::" + UUID.randomUUID().toString().replace("-", ""));
    }

    static String url(String origin, String store, String pathname) {
        try {
            return origin
                    + new URI(null, null, STORES + store + "/" + pathname, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not a valid part of a URL: " + pathname, e);
        }
    }

    /** The pathname in the path of a blob's URL; empty if the URL belongs to another store. */
    static String pathname(String path, String store) {
        String begin = STORES + store + "/";
        return path.startsWith(begin) ? decoded(path.substring(begin.length())) : "";
    }

    /** The pathname that a control call names, as URL or pathname. */
    static String named(String urlOrPathname, String store) {
        if (!urlOrPathname.startsWith("http://") && !urlOrPathname.startsWith("https://")) {
            return urlOrPathname;
        }
        int path = urlOrPathname.indexOf('/', urlOrPathname.indexOf("//") + 2);
        return path < 0 ? "" : pathname(urlOrPathname.substring(path).split("[?#]", 2)[0], store);
    }

    /** The decoder is made for forms; in a path, a plus sign is literal. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
