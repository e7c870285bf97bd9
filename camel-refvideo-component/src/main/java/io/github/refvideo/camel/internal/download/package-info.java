/**
 * From a result URL to a video in memory, in a temporary file or in the user's directory, safely:
 * only public addresses, checked on every redirect; a cap on the size; a look at the first bytes
 * before the rest is fetched; transfers that break are resumed, never by generating again. Carries
 * no credentials. Videos that came inside an answer go the same ways. Above the HTTP and the disk
 * room, knows no Camel types.
 */
package io.github.refvideo.camel.internal.download;
