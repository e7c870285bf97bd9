package io.github.refvideo.camel;

/** What a route gets as message body. */
public enum RefVideoOutput {
    /** The video as {@code byte[]}. */
    bytes,
    /** The link to the video as text; nothing is fetched. */
    url
}
