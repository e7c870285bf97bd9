/**
 * Bytes that are too many for the heap: read in blocks, put together from parts, kept in files that
 * leave no trace. Knows no protocol.
 */
package io.github.refvideo.simulator.content;
