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

import io.github.refvideo.camel.internal.util.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in the format of a provider, serialized once. Every attempt sends the same bytes: a
 * service may reject a known idempotency key with other bytes.
 *
 * @param model the model in the provider's spelling
 * @param body the bytes to send; must not be changed
 * @param warnings options of the request that the format does not have
 * @param billable what decides the price; null for {@link BillableRequest#of} of the request
 * @param media the content of the references, by {@link Reference#url()}, if the provider {@link
 *     VideoProvider#sendsMedia sends it}; otherwise empty. Set by the component
 */
public record PreparedSubmit(
        String model,
        byte[] body,
        List<Warning> warnings,
        @Nullable BillableRequest billable,
        Map<String, LocalMedia> media) {

    private static final int FINGERPRINT_DIGITS = 32;

    public PreparedSubmit {
        media = Map.copyOf(media);
    }

    /** Without content of references. */
    public PreparedSubmit(
            String model, byte[] body, List<Warning> warnings, @Nullable BillableRequest billable) {
        this(model, body, warnings, billable, Map.of());
    }

    /** Without a description of the price. */
    public PreparedSubmit(String model, byte[] body, List<Warning> warnings) {
        this(model, body, warnings, null);
    }

    /** A copy with the content of the references. */
    public PreparedSubmit with(Map<String, LocalMedia> content) {
        return new PreparedSubmit(model, body, warnings, billable, content);
    }

    /** {@link #fingerprint} for one service: another service creates another job. */
    public String fingerprintAt(VideoProvider provider) {
        String place = provider.name() + " at " + provider.baseUrl();
        byte[] there = (place + " " + fingerprint()).getBytes(StandardCharsets.UTF_8);
        return new PreparedSubmit(model, there, List.of()).fingerprint();
    }

    /** A short, stable digest of model and body. Equal requests have equal fingerprints. */
    public String fingerprint() {
        MessageDigest digest = Digests.sha256();
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Digests.hex(digest.digest(body)).substring(0, FINGERPRINT_DIGITS);
    }
}
