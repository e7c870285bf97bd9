package io.github.refvideo.camel;

import io.github.refvideo.camel.outcome.Warning;
import io.github.refvideo.camel.provider.PollHints;
import io.github.refvideo.camel.request.VideoRequest;
import java.time.Duration;
import java.util.List;

/**
 * What one message asks of the {@code generate} operation.
 *
 * @param video what to generate
 * @param output what the route wants as body
 * @param pollInterval between status reads
 * @param pollTimeout the deadline of the whole step
 * @param hints the waiting times that somebody set expressly
 * @param idempotencyKey the user's own key; null for none
 * @param warnings doubts about the message
 */
record GenerateRequest(
        VideoRequest video,
        RefVideoOutput output,
        Duration pollInterval,
        Duration pollTimeout,
        PollHints hints,
        String idempotencyKey,
        List<Warning> warnings) {}
