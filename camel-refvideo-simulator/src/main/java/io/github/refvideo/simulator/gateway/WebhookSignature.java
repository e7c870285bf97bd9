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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.media.Hex;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The signature header of a callback. */
final class WebhookSignature {
    private WebhookSignature() {}

    static String of(String secret, String body, Instant at) {
        long seconds = at.getEpochSecond();
        String signed = seconds + "." + body;
        return "t="
                + seconds
                + ",v1="
                + Hex.hmacSha256(secret, signed.getBytes(StandardCharsets.UTF_8));
    }
}
