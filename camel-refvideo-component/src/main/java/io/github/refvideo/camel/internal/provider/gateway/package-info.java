/**
 * Provider for Vercel AI Gateway: start and status calls, or one streamed request. Uses the video
 * protocol of the AI SDK, version 4.
 */
@NullMarked
package io.github.refvideo.camel.internal.provider.gateway;

import org.jspecify.annotations.NullMarked;
