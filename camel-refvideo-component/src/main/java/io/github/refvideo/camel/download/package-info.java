/**
 * From a result URL to a video, safely: only public addresses, checked on every redirect; a cap on
 * the size; a look at the first bytes before the rest is fetched; transfers that break are resumed,
 * never by generating again. Carries no credentials. Above the HTTP room, knows no Camel types.
 */
package io.github.refvideo.camel.download;
