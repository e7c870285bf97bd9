/**
 * Clock, timer and deadline. They are injected, so that tests can advance the time. Depends on no
 * other package.
 */
@NullMarked
package io.github.refvideo.camel.internal.time;

import org.jspecify.annotations.NullMarked;
