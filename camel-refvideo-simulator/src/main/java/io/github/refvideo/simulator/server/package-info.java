/**
 * The HTTP server for all protocols: routes, request bodies, recording, responses, and socket-level
 * faults.
 */
package io.github.refvideo.simulator.server;
