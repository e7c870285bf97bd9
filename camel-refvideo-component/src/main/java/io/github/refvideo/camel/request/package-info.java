/**
 * What is asked for: the immutable, validated description of one generation, and the checks that
 * run before anything is sent. Depends on nothing.
 */
package io.github.refvideo.camel.request;
