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

/** What the store says about a blob, and where it lies. */
final class BlobViews {
    /** Stands for the host of each store; the store's id is the next part. */
    static final String STORES = "/blob-store/";

    private BlobViews() {}

    /** The answer to an upload. */
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

    /** All that is known. */
    static ObjectNode described(String origin, String store, Blob blob) {
        return uploaded(origin, store, blob)
                .put("size", blob.content().length())
                .put("uploadedAt", blob.uploadedAt().toString())
                .put("cacheControl", blob.cacheControl());
    }

    static Reply ok(ObjectNode view) {
        return traced(Reply.json(200, Json.text(view)));
    }

    /** With the id under which the service's logs would know it. */
    static Reply traced(Reply reply) {
        return reply.with("x-vercel-id", "sim1::" + UUID.randomUUID().toString().replace("-", ""));
    }

    static String url(String origin, String store, String pathname) {
        try {
            return origin
                    + new URI(null, null, STORES + store + "/" + pathname, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This cannot be part of a URL: " + pathname, e);
        }
    }

    /** The pathname in the path of a blob's address; empty if it is of another store. */
    static String pathname(String path, String store) {
        String begin = STORES + store + "/";
        return path.startsWith(begin) ? decoded(path.substring(begin.length())) : "";
    }

    /** The pathname that a control call names by address or by itself. */
    static String named(String urlOrPathname, String store) {
        if (!urlOrPathname.startsWith("http://") && !urlOrPathname.startsWith("https://")) {
            return urlOrPathname;
        }
        int path = urlOrPathname.indexOf('/', urlOrPathname.indexOf("//") + 2);
        return path < 0 ? "" : pathname(urlOrPathname.substring(path).split("[?#]", 2)[0], store);
    }

    /** A plus is a plus in a path; the decoder is made for forms. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
