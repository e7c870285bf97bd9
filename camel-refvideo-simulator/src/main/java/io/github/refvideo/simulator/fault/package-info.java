/**
 * Named faults: what can go wrong, at which step, and which requests it hits. Knows no HTTP server.
 */
package io.github.refvideo.simulator.fault;
