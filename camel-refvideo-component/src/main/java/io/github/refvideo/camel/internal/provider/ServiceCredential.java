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
package io.github.refvideo.camel.internal.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential in the Authorization header.
 *
 * @param token never logged
 * @param method {@code api-key} or {@code oidc}
 */
public record ServiceCredential(String token, String method) {

    private static final int FINGERPRINT_BYTES = 4;

    /**
     * @param value of an option or environment variable; null or blank if not set
     */
    public static Optional<ServiceCredential> find(String method, @Nullable String value) {
        return value == null || value.isBlank()
                ? Optional.empty()
                : Optional.of(new ServiceCredential(value.strip(), method));
    }

    /**
     * Identifies the account without revealing the token: the provider and a short digest, equal
     * for equal credentials.
     */
    public String fingerprint(String provider) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((provider + ' ' + token).getBytes(StandardCharsets.UTF_8));
            return provider + '-' + HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ServiceCredential[" + method + "]";
    }
}
