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

import io.github.refvideo.simulator.media.MediaTypes;
import io.github.refvideo.simulator.server.Call;
import java.util.Locale;
import java.util.UUID;

/**
 * The options of an upload, as given by the headers of each call.
 *
 * @param pathname the final pathname, including a random suffix if one was requested
 * @param ifMatch the required entity tag, or null
 */
record PutOptions(
        String pathname, String contentType, boolean overwrite, long cacheSeconds, String ifMatch) {
    private static final int MAX_PATHNAME = 950;
    private static final int MIN_CACHE_SECONDS = 60;
    private static final long MONTH = 30L * 24 * 60 * 60;

    /** Reads the options, or throws if they are invalid. */
    static PutOptions read(Call call, BlobAccess access) throws RefusedException {
        String pathname = pathname(call);
        String asked = call.header("x-vercel-blob-access");
        if (!access.word().equals(asked == null ? null : asked.toLowerCase(Locale.ROOT))) {
            throw RefusedException.badRequest(
                    "This store is "
                            + access.word()
                            + ": x-vercel-blob-access must say so, not "
                            + asked
                            + ".");
        }
        String type = call.header("x-content-type");
        String ifMatch = call.header("x-if-match");
        boolean overwrite = "1".equals(call.header("x-allow-overwrite")) || ifMatch != null;
        return new PutOptions(
                "1".equals(call.header("x-add-random-suffix")) ? suffixed(pathname) : pathname,
                type == null || type.isBlank() ? MediaTypes.byName(pathname) : type,
                overwrite,
                cacheSeconds(call.header("x-cache-control-max-age")),
                ifMatch);
    }

    static String pathname(Call call) throws RefusedException {
        String pathname = call.query("pathname");
        if (pathname == null || pathname.isEmpty()) {
            throw RefusedException.badRequest("The parameter pathname is missing.");
        }
        if (pathname.length() > MAX_PATHNAME) {
            throw RefusedException.badRequest(
                    "A pathname has at most " + MAX_PATHNAME + " characters.");
        }
        if (pathname.contains("//")) {
            throw RefusedException.badRequest("A pathname must not contain //.");
        }
        return pathname;
    }

    private static long cacheSeconds(String header) throws RefusedException {
        try {
            long seconds = header == null ? MONTH : Long.parseLong(header.trim());
            if (seconds >= MIN_CACHE_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw RefusedException.badRequest("x-cache-control-max-age must be a number.");
        }
        throw RefusedException.badRequest(
                "x-cache-control-max-age must be at least " + MIN_CACHE_SECONDS + " seconds.");
    }

    private static String suffixed(String pathname) {
        String suffix = "-" + UUID.randomUUID().toString().replace("-", "").substring(0, 30);
        int dot = pathname.lastIndexOf('.');
        return dot <= pathname.lastIndexOf('/')
                ? pathname + suffix
                : pathname.substring(0, dot) + suffix + pathname.substring(dot);
    }
}
