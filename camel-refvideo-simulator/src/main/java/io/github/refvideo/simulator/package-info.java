/** A local simulator of reference-to-video services: server, program and JUnit 5 extension. */
package io.github.refvideo.simulator;
