/**
 * What is asked for: the immutable, validated description of one generation, and the checks that
 * run before anything is sent. Depends on nothing.
 *
 * <p>{@link io.github.refvideo.camel.internal.request.RequestReading} is the door. What is known
 * about the models stands in {@link io.github.refvideo.camel.internal.model.ModelTable}, and
 * nowhere else.
 */
package io.github.refvideo.camel.internal.request;
