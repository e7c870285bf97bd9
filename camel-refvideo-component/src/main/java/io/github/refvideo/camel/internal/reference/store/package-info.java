/**
 * Uploads local references, so that a service can fetch them: the stores of the component, bytes
 * inside the request for models that accept them, and the cache that uploads a reference once for
 * many jobs. Uploads are free and may be repeated.
 */
@NullMarked
package io.github.refvideo.camel.internal.reference.store;

import org.jspecify.annotations.NullMarked;
