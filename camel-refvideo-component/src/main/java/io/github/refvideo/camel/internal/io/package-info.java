/**
 * Bytes on their way to disk: written by a pool and in order, never by an I/O thread; temporary
 * files that only this user can read and that somebody always deletes. Depends on nothing.
 */
package io.github.refvideo.camel.internal.io;
