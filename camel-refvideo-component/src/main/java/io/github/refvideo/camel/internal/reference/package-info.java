/**
 * Reads references from a message: URLs and media in every type that routes use. The order is kept
 * because it numbers the characters. Text cannot name files without permission. Streams are kept on
 * disk until their message is done. The content decides the type of media.
 */
@NullMarked
package io.github.refvideo.camel.internal.reference;

import org.jspecify.annotations.NullMarked;
