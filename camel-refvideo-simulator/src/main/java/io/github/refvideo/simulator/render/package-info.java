/**
 * Draws the simulator's results: an animated storyboard that shows the references and the prompt,
 * says that it is simulated, and pretends to nothing more.
 *
 * <p>{@link io.github.refvideo.simulator.render.ReferenceImage#decode} reads a reference as a
 * service would, {@link io.github.refvideo.simulator.render.StoryboardRenderer} makes the MP4. No
 * font of the machine is used, so that a headless JDK without any is enough.
 */
package io.github.refvideo.simulator.render;
