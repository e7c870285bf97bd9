/**
 * From a message body to references: every form in which routes hold URLs, in order, since the
 * order gives the characters their numbers.
 */
package io.github.refvideo.camel.reference;
