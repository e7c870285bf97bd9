/**
 * The HTTP server under every protocol face: routes, reading, books, answers, and faults at the
 * level of the socket.
 */
package io.github.refvideo.simulator.server;
