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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How to talk to one Vercel Blob store. Equal settings mean the same store and the same names in
 * it.
 *
 * @param baseUrl without a slash at its end
 * @param token the read-write token; never logged
 * @param temporary whether what is stored is deleted after use
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
     * @param accessKey the option {@code blobAccessKey}; null or blank for the environment's {@code
     *     BLOB_READ_WRITE_TOKEN}
     * @param baseUrl the option {@code blobBaseUrl}; null for Vercel's own service
     * @param environment looks an environment variable up; null when not set
     * @throws IllegalArgumentException without a token of the right form; names the option, never
     *     the token
     */
    public static BlobSettings of(
            String accessKey,
            String baseUrl,
            boolean temporary,
            UnaryOperator<String> environment) {
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

    /** The store's id, which stands in the token. */
    String storeId() {
        Matcher matcher = TOKEN.matcher(token);
        return matcher.matches() ? matcher.group(1) : "";
    }

    URI endpoint(String pathAndQuery) {
        return URI.create(baseUrl + pathAndQuery);
    }

    /**
     * A name for content that is always the same and that nobody else can work out. The digest
     * alone would not do: the store is public, and whoever has a picture could ask it whether we
     * have it too, and watch for it. With the token as key the name tells nothing.
     */
    String stableName(String sha256) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] name =
                    mac.doFinal(("refvideo-reference " + sha256).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "BlobSettings[baseUrl=" + baseUrl + ", token=xxxxxx, temporary=" + temporary + "]";
    }
}
