package io.github.refvideo.camel;

import java.util.UUID;
import org.apache.camel.Exchange;

/** The key of a paid call: the user's, or one that is made once per step of an exchange. */
final class IdempotencyKey {

    private static final String PREFIX = "refvideo_";

    private IdempotencyKey() {}

    static String of(GenerateRequest request, Exchange exchange) {
        String chosen = request.idempotencyKey();
        return chosen == null || chosen.isBlank() ? PREFIX + UUID.randomUUID() : chosen.strip();
    }
}
