/**
 * Content that may be larger than the heap: read in blocks, joined from parts, kept in temporary
 * files. Independent of any protocol.
 */
package io.github.refvideo.simulator.content;
