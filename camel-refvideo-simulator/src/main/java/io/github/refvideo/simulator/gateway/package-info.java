/** The Vercel AI Gateway's video protocol, version 4, with its listings and webhooks. */
package io.github.refvideo.simulator.gateway;
