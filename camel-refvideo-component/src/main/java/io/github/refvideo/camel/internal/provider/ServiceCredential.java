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

import io.github.refvideo.camel.internal.util.Digests;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential in the Authorization header.
 *
 * @param token never logged
 * @param method {@code api-key} or {@code oidc}
 */
public record ServiceCredential(String token, String method) {

    private static final int FINGERPRINT_DIGITS = 8;

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
        String digest = Digests.hash(provider + ' ' + token);
        return provider + '-' + digest.substring(0, FINGERPRINT_DIGITS);
    }

    @Override
    public String toString() {
        return "ServiceCredential[" + method + "]";
    }
}
