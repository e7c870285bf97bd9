/**
 * What comes back: the handle of a job, its status, the video and the warnings. Depends on nothing
 * but JSON.
 */
package io.github.refvideo.camel.spi;
