/**
 * The engine: one job's life as a state machine, from the paid call to the delivered video. It
 * waits without holding a thread and completes each job exactly once, whatever happens. Knows no
 * Camel exchange and no HTTP.
 */
package io.github.refvideo.camel.job;
