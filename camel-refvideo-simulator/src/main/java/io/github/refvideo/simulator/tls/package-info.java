/** A certificate made on the spot, so that HTTPS needs no files and no tools. */
package io.github.refvideo.simulator.tls;
