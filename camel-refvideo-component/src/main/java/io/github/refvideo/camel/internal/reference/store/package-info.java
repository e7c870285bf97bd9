/**
 * From local media to something that a service can fetch: the stores that come with the component,
 * bytes inside the request where a model takes them, and the library that uploads a picture once
 * for many jobs. Nothing here costs a video; everything may be repeated.
 */
package io.github.refvideo.camel.internal.reference.store;
