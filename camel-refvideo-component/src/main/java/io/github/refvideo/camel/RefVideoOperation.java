package io.github.refvideo.camel;

/** What an endpoint does; the first part of its URI. */
public enum RefVideoOperation {
    /** Submit, wait without holding a thread, fetch the video. */
    generate
}
