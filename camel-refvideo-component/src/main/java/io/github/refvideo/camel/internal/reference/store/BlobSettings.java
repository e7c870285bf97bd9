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

import io.github.refvideo.camel.internal.util.Digests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one Vercel Blob store. Equal settings mean the same store and the same object
 * names.
 *
 * @param baseUrl without a trailing slash
 * @param token the read-write token; never logged
 * @param temporary whether references are deleted after use
 */
public record BlobSettings(String baseUrl, String token, boolean temporary) {

    /** Vercel's own service. */
    public static final String DEFAULT_BASE_URL = "https://vercel.com/api/blob";

    static final String TOKEN_VARIABLE = "BLOB_READ_WRITE_TOKEN";

    private static final Pattern TOKEN =
            Pattern.compile("vercel_blob_rw_([A-Za-z0-9]+)_[A-Za-z0-9_-]+");

    public BlobSettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    /**
     * Settings from options.
     *
     * @param accessKey the option {@code blobAccessKey}; without it, the environment variable
     *     {@code BLOB_READ_WRITE_TOKEN} is used
     * @param baseUrl the option {@code blobBaseUrl}; default: Vercel's own service
     * @param environment looks up an environment variable
     * @throws IllegalArgumentException if the token is missing or malformed; the message names the
     *     option, never the token
     */
    public static BlobSettings of(
            @Nullable String accessKey,
            @Nullable String baseUrl,
            boolean temporary,
            UnaryOperator<@Nullable String> environment) {
        boolean option = accessKey != null && !accessKey.isBlank();
        String token = option ? accessKey : environment.apply(TOKEN_VARIABLE);
        if (token == null || token.isBlank()) {
            throw new IllegalArgumentException(
                    "blobAccessKey: is missing; referenceStore=vercel-blob needs the read-write"
                            + " token of a store with public access: set the option, or "
                            + TOKEN_VARIABLE
                            + " in the environment");
        }
        if (!TOKEN.matcher(token.strip()).matches()) {
            throw new IllegalArgumentException(
                    (option ? "blobAccessKey" : TOKEN_VARIABLE + " (environment)")
                            + ": is not a read-write token of Vercel Blob; these start with"
                            + " vercel_blob_rw_ and name the store");
        }
        return new BlobSettings(
                baseUrl == null || baseUrl.isBlank() ? DEFAULT_BASE_URL : baseUrl.strip(),
                token.strip(),
                temporary);
    }

    /** The ID of the store, which is part of the token. */
    String storeId() {
        Matcher matcher = TOKEN.matcher(token);
        return matcher.matches() ? matcher.group(1) : "";
    }

    URI endpoint(String pathAndQuery) {
        return URI.create(baseUrl + pathAndQuery);
    }

    /**
     * The same name for the same content, which others cannot compute. The plain digest is not
     * enough: the store is public, so anyone with a copy of an image could test whether the store
     * contains it. The token is the key of the digest.
     */
    String stableName(String sha256) {
        byte[] content = ("refvideo-reference " + sha256).getBytes(StandardCharsets.UTF_8);
        return Digests.hex(Digests.hmacSha256(token, content));
    }

    @Override
    public String toString() {
        return "BlobSettings[baseUrl=" + baseUrl + ", token=xxxxxx, temporary=" + temporary + "]";
    }
}
