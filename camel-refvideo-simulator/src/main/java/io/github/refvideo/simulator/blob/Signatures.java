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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed URLs for reading. A signed URL contains all its permissions; no state is kept. */
final class Signatures {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration MAX_LIFETIME = Duration.ofDays(7);
    private static final String VALID_UNTIL = "vercel-blob-valid-until";

    private final String secret = UUID.randomUUID().toString();
    private final Clock clock;

    Signatures(Clock clock) {
        this.clock = clock;
    }

    /** Issues a permission to sign and its signing key. */
    ObjectNode delegate(String store, ObjectNode wish) throws RefusedException {
        Instant now = clock.instant();
        long until = wish.path("validUntil").asLong(now.plus(LIFETIME).toEpochMilli());
        if (until <= now.toEpochMilli() || until > now.plus(MAX_LIFETIME).toEpochMilli()) {
            throw RefusedException.badRequest("validUntil must be within the next 7 days.");
        }
        ObjectNode scope =
                Json.object()
                        .put("storeId", store)
                        .put("pathname", wish.path("pathname").asText("*"))
                        .put("validUntil", until)
                        .put("iat", now.toEpochMilli());
        JsonNode operations = wish.path("operations");
        scope.set(
                "operations",
                operations.isArray() && !operations.isEmpty()
                        ? operations
                        : Json.array().add("get"));
        String text = encoded(Json.text(scope).getBytes(StandardCharsets.UTF_8));
        String token = text + "." + mac(secret, text);
        return Json.object()
                .put("delegationToken", token)
                .put("clientSigningToken", mac(secret, "sign " + token))
                .put("validUntil", until);
    }

    /** Whether the URL of the call carries a valid signature for reading. */
    boolean permit(Call call, String store, String pathname) {
        String token = call.query("vercel-blob-delegation");
        String signature = call.query("vercel-blob-signature");
        if (token == null || signature == null || !isOurs(token)) {
            return false;
        }
        String until = call.query(VALID_UNTIL);
        String operation = call.method().equals("HEAD") ? "head" : "get";
        // The byte order of the names.
        String text =
                "operation="
                        + operation
                        + "\npathname="
                        + pathname
                        + (until == null ? "" : "\n" + VALID_UNTIL + "=" + until);
        return mac(mac(secret, "sign " + token), text).equals(signature)
                && isInTime(until)
                && covers(token, store, pathname, operation);
    }

    private boolean covers(String token, String store, String pathname, String operation) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
            JsonNode scope = Json.readObject(new String(text, StandardCharsets.UTF_8));
            String covered = scope.path("pathname").asText();
            boolean allowed = false;
            for (JsonNode each : scope.path("operations")) {
                allowed |= each.asText().equals(operation);
            }
            return allowed
                    && scope.path("storeId").asText().equals(store)
                    && (covered.equals("*") || covered.equals(pathname))
                    && isInTime(scope.path("validUntil").asText());
        } catch (InvalidRequestException e) {
            throw new IllegalStateException("Signed permissions are always readable", e);
        }
    }

    private boolean isOurs(String token) {
        int dot = token.indexOf('.');
        return dot > 0 && mac(secret, token.substring(0, dot)).equals(token.substring(dot + 1));
    }

    private boolean isInTime(String until) {
        return until == null
                || until.matches("\\d{1,18}") && clock.millis() < Long.parseLong(until);
    }

    private static String mac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return encoded(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform supports HMAC-SHA256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
