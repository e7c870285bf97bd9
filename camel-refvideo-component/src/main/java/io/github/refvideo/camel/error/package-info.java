/**
 * The errors: one base exception and one subclass for each kind, with the details that a route
 * needs to decide. Keys, signed URLs and prompts never appear in a message.
 */
package io.github.refvideo.camel.error;
