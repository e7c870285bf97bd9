/**
 * A small H.264 coder and MP4 writer for drawn pictures. Internal to the renderer.
 *
 * <p>General coders in pure Java are too slow for a video in a second. Drawings are easy, though:
 * most of a picture stands still, and what moves does so by whole pixels. So only what is new is
 * coded (intra), what moved is copied by a motion vector, and everything else is skipped.
 */
package io.github.refvideo.simulator.render.video;
