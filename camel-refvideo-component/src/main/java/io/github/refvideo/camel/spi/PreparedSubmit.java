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
package io.github.refvideo.camel.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A request in a provider's words, serialized once: every attempt sends the same bytes, because a
 * service may answer a known key with other bytes by an error.
 *
 * @param model the model in the provider's spelling
 * @param body the bytes to send; nobody changes them
 * @param warnings what the translation could not say
 * @param billable what decides the price of what is sent; null when the provider does not say, and
 *     then the request decides
 */
public record PreparedSubmit(
        String model, byte[] body, List<Warning> warnings, BillableRequest billable) {

    /** A translation whose price the request decides. */
    public PreparedSubmit(String model, byte[] body, List<Warning> warnings) {
        this(model, body, warnings, null);
    }

    /** Likewise, for one service: another one would make another job of it. */
    public String fingerprintAt(VideoProvider provider) {
        String place = provider.name() + " at " + provider.baseUrl();
        byte[] there = (place + " " + fingerprint()).getBytes(StandardCharsets.UTF_8);
        return new PreparedSubmit(model, there, List.of()).fingerprint();
    }

    /**
     * Short, stable digest of model and body; two requests with the same one are the same request.
     */
    public String fingerprint() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(model.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(body), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
