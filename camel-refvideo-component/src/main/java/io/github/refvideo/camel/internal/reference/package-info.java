/**
 * From a message body to references: every form in which routes hold URLs and media, in order,
 * since the order gives the characters their numbers. Text names no file without permission;
 * streams are kept on disk while their message lasts; what media is, its content tells.
 */
package io.github.refvideo.camel.internal.reference;
