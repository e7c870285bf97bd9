/** Generates a self-signed certificate, so that HTTPS needs no files or tools. */
package io.github.refvideo.simulator.tls;
