/**
 * Renders the simulator's results: an animated storyboard that shows the references and the prompt
 * and is marked as simulated.
 *
 * <p>{@link io.github.refvideo.simulator.render.ReferenceImage#decode} decodes a reference as a
 * service does, {@link io.github.refvideo.simulator.render.StoryboardRenderer} makes the MP4. No
 * installed fonts are used, so that a headless JDK without fonts is sufficient.
 */
package io.github.refvideo.simulator.render;
