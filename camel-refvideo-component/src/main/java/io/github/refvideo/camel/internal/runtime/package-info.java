/**
 * What all endpoints of a component share: timer, worker threads, engine, HTTP clients; and the
 * readers of option texts and bean references.
 */
@NullMarked
package io.github.refvideo.camel.internal.runtime;

import org.jspecify.annotations.NullMarked;
