/** Hosted references, references fetched for jobs, and rendered videos. */
package io.github.refvideo.simulator.media;
