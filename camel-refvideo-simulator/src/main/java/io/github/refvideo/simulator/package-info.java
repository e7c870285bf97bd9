/** A local stand-in for reference-to-video services: server, program and JUnit 5 extension. */
package io.github.refvideo.simulator;
