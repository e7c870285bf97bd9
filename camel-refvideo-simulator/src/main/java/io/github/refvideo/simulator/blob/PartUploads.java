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
import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.content.Spooled;
import io.github.refvideo.simulator.ledger.BlobLedger;
import io.github.refvideo.simulator.media.Hex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The multipart uploads in progress. Thread-safe. */
final class PartUploads {
    private static final long MIN_PART = 5L << 20;

    private record Upload(String store, PutOptions options, TreeMap<Integer, Spooled> parts) {}

    private final Map<String, Upload> byId = new HashMap<>();
    private final BlobLedger ledger;

    PartUploads(BlobLedger ledger) {
        this.ledger = ledger;
    }

    synchronized String begin(String store, PutOptions options) {
        String id = UUID.randomUUID().toString().replace("-", "");
        byId.put(id, new Upload(store, options, new TreeMap<>()));
        ledger.begun();
        return id;
    }

    /**
     * Stores the part and takes over its ownership, unless it throws; a part with the same number
     * is replaced.
     */
    synchronized String add(String id, String store, String key, int number, Spooled part)
            throws RefusedException {
        Upload upload = find(id, store, key);
        Spooled before = upload.parts().put(number, part);
        if (before != null) {
            before.content().release();
        }
        return BlobStore.tag(part.sha256());
    }

    /** Joins the listed parts and stores the result. */
    synchronized Blob complete(String id, String store, String key, JsonNode list, BlobStore target)
            throws RefusedException {
        Upload upload = find(id, store, key);
        List<Spooled> parts = chosen(upload, list);
        StringBuilder digests = new StringBuilder();
        parts.forEach(part -> digests.append(part.sha256()));
        String digest =
                parts.size() == 1
                        ? parts.get(0).sha256()
                        : Hex.sha256(digests.toString().getBytes(StandardCharsets.US_ASCII));
        Content whole = Content.joined(parts.stream().map(Spooled::content).toList());
        Blob blob = target.put(store, upload.options(), whole, digest);
        byId.remove(id);
        upload.parts().values().stream()
                .filter(part -> !parts.contains(part))
                .forEach(part -> part.content().release());
        ledger.completed();
        return blob;
    }

    synchronized void clear() {
        byId.values()
                .forEach(
                        upload ->
                                upload.parts().values().forEach(part -> part.content().release()));
        byId.clear();
    }

    private Upload find(String id, String store, String key) throws RefusedException {
        Upload upload = id == null ? null : byId.get(id);
        if (upload == null || !upload.store().equals(store)) {
            throw RefusedException.notFound("There is no such upload.");
        }
        if (!upload.options().pathname().equals(key)) {
            throw RefusedException.badRequest("x-mpu-key does not belong to this upload.");
        }
        return upload;
    }

    private static List<Spooled> chosen(Upload upload, JsonNode list) throws RefusedException {
        if (!list.isArray() || list.isEmpty()) {
            throw RefusedException.badRequest("The body must be a list of parts.");
        }
        TreeMap<Integer, Spooled> chosen = new TreeMap<>();
        for (JsonNode entry : list) {
            int number = entry.path("partNumber").asInt();
            Spooled part = upload.parts().get(number);
            if (part == null || !BlobStore.tag(part.sha256()).equals(entry.path("etag").asText())) {
                throw RefusedException.badRequest(
                        "Part " + number + " was not uploaded like that.");
            }
            chosen.put(number, part);
        }
        if (chosen.firstKey() != 1 || chosen.lastKey() != chosen.size()) {
            throw RefusedException.badRequest("Parts are missing from the list.");
        }
        List<Spooled> parts = new ArrayList<>(chosen.values());
        checkSizes(parts);
        return parts;
    }

    private static void checkSizes(List<Spooled> parts) throws RefusedException {
        long size = parts.get(0).content().length();
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i + 1 == parts.size();
            long length = parts.get(i).content().length();
            if (!last && length < MIN_PART) {
                throw RefusedException.badRequest(
                        "Part " + (i + 1) + " has less than 5 MB; only the last may.");
            }
            if (last ? length > size : length != size) {
                throw RefusedException.badRequest(
                        "Part "
                                + (i + 1)
                                + " is not as large as the first; only the last may be"
                                + " smaller.");
            }
        }
    }
}
