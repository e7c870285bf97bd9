/**
 * Simulated jobs, whatever protocol created them: what was asked, how long it takes, and the state
 * that follows from the clock. Nothing runs while a job waits.
 */
package io.github.refvideo.simulator.job;
