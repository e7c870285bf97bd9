/**
 * Time as a dependency: the one clock, the one timer and the deadline that runs through a whole
 * job. Depends on nothing, so that tests move time instead of waiting for it.
 */
package io.github.refvideo.camel.internal.time;
