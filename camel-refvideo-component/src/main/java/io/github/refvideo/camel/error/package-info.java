/**
 * What can go wrong: one base exception, few subclasses, each with the facts that a route needs to
 * decide. Keys, signed URLs and prompts never appear in a message.
 */
package io.github.refvideo.camel.error;
