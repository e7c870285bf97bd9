/**
 * Bytes in and out: references hosted here, references fetched for jobs, videos made from them and
 * handed out.
 */
package io.github.refvideo.simulator.media;
