/**
 * The Vercel AI Gateway as a provider: start and status, or one streamed request. The wire is that
 * of the AI SDK's video protocol, version 4.
 */
package io.github.refvideo.camel.internal.provider.gateway;
