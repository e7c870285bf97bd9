/** Videos from the gateway, and from DashScope while the gateway's circuit is open. */
package io.github.refvideo.examples.fallback;
