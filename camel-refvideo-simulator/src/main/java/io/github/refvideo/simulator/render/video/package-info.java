/**
 * A small H.264 coder and MP4 writer for drawn pictures. Internal to the renderer.
 *
 * <p>General coders in pure Java are too slow to produce a video within a second. Drawings are
 * simpler: most of a picture is static, and moving objects move by whole pixels. Therefore only new
 * areas are coded (intra), moved areas are copied by motion vector, and everything else is skipped.
 */
package io.github.refvideo.simulator.render.video;
