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
package io.github.refvideo.camel.internal.provider.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.util.Digests;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request with which the gateway reports the end of a job. It contains neither the video nor
 * its URL. Untrusted input until {@link #isSigned} has returned true.
 *
 * <p>The gateway also sends the job and its status as a header, to recognize repeated deliveries.
 * The header is not signed, so the values of the body are used instead.
 */
public final class WebhookEvent {

    /** Contains the time stamp and the signature. */
    public static final String SIGNATURE_HEADER = "x-ai-gateway-signature";

    /** The maximum size of a request body in bytes; events have a few hundred. */
    public static final int MAX_BYTES = 64 * 1024;

    /** The maximum difference between the time stamp and the clock of this machine. */
    private static final Duration MAX_AGE = Duration.ofSeconds(300);

    private final byte[] signed;
    private final byte[] body;
    private final List<byte[]> signatures;

    private WebhookEvent(byte[] signed, byte[] body, List<byte[]> signatures) {
        this.signed = signed;
        this.body = body;
        this.signatures = signatures;
    }

    /**
     * Reads a request.
     *
     * @param signature the value of {@link #SIGNATURE_HEADER}; null if it is missing
     * @param body the unchanged body
     * @param now the clock of this machine
     * @return empty if the header cannot be read, or its time stamp is not current
     */
    public static Optional<WebhookEvent> read(
            @Nullable String signature, byte[] body, Instant now) {
        String time = null;
        List<byte[]> signatures = new ArrayList<>();
        for (String field : (signature == null ? "" : signature).split(",")) {
            String[] pair = field.strip().split("=", 2);
            if (pair[0].equals("t") && pair.length == 2) {
                time = pair[1];
            } else if (pair[0].equals("v1") && pair.length == 2) {
                hex(pair[1]).ifPresent(signatures::add);
            }
        }
        if (time == null || !isCurrent(time, now)) {
            return Optional.empty();
        }
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((time + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return Optional.of(new WebhookEvent(signed.toByteArray(), body, signatures));
    }

    private static Optional<byte[]> hex(String digits) {
        try {
            return Optional.of(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isCurrent(String seconds, Instant now) {
        try {
            long age = Math.subtractExact(now.getEpochSecond(), Long.parseLong(seconds));
            return age >= -MAX_AGE.toSeconds() && age <= MAX_AGE.toSeconds();
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }

    /** Whether the event belongs to a job of the gateway and is signed with the job's secret. */
    public boolean isSigned(JobHandle job, String secret) {
        byte[] expected = Digests.hmacSha256(secret, signed);
        boolean valid = false;
        for (byte[] signature : signatures) {
            // In constant time.
            valid |= MessageDigest.isEqual(expected, signature);
        }
        return valid
                && job.provider().equals(GatewayProvider.NAME)
                && job.jobId().equals(data().path("jobId").asText(""));
    }

    /** The final status of the job, as the gateway reports it. */
    public JobStatus status() {
        return JobStatusParser.find(data().path("status").asText(""))
                .filter(JobStatus::terminal)
                .orElse(JobStatus.SUCCEEDED);
    }

    private JsonNode data() {
        return ServiceJson.object(body).path("data");
    }
}
