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
package io.github.refvideo.simulator.dashscope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.media.Hex;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Signed upload policies. A policy contains all its conditions; no state is kept. */
final class UploadPolicies {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** The conditions of a policy. */
    record Policy(Instant until, String folder, String model, Caller owner) {}

    private final String secret = UUID.randomUUID().toString();
    private final Clock clock;

    UploadPolicies(Clock clock) {
        this.clock = clock;
    }

    /** Creates a policy with its own folder. */
    Policy grant(String model, Caller owner) {
        String folder =
                "dashscope-instant/" + Ids.number(owner.account()) + "/" + UUID.randomUUID();
        return new Policy(clock.instant().plus(LIFETIME), folder, model, owner);
    }

    String encode(Policy policy) {
        ObjectNode text =
                Json.object()
                        .put("expiration", policy.until().toString())
                        .put("folder", policy.folder())
                        .put("model", policy.model())
                        .put("region", policy.owner().region().name())
                        .put("account", policy.owner().account());
        return Base64.getEncoder().encodeToString(Json.text(text).getBytes(StandardCharsets.UTF_8));
    }

    String sign(String encoded) {
        return Hex.hmacSha256(secret, encoded.getBytes(StandardCharsets.UTF_8));
    }

    /** The policy, if its signature is valid. It may have expired. */
    Optional<Policy> decode(String encoded, String signature) {
        if (encoded == null || !sign(encoded).equals(signature)) {
            return Optional.empty();
        }
        try {
            ObjectNode text =
                    Json.readObject(
                            new String(
                                    Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
            return Optional.of(
                    new Policy(
                            Instant.parse(text.path("expiration").asText()),
                            text.path("folder").asText(),
                            text.path("model").asText(),
                            new Caller(
                                    Region.valueOf(text.path("region").asText()),
                                    text.path("account").asText())));
        } catch (InvalidRequestException e) {
            throw new IllegalStateException("Signed permissions are always readable", e);
        }
    }

    boolean isExpired(Policy policy) {
        return !clock.instant().isBefore(policy.until());
    }
}
