/**
 * The interfaces that users implement, {@link io.github.refvideo.camel.spi.VideoProvider} and
 * {@link io.github.refvideo.camel.spi.ReferenceStore}, and the immutable records they exchange:
 * request, references, job handle, status, video. Depends on no other package of the component
 * except internal helpers without state.
 */
@NullMarked
package io.github.refvideo.camel.spi;

import org.jspecify.annotations.NullMarked;
