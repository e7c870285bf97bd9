/**
 * Simulated jobs, independent of the protocol: the description, the running time, and the state
 * that follows from the clock. No timers run for jobs.
 */
package io.github.refvideo.simulator.job;
