/**
 * Named faults: the kind of fault, the step, and the selection of requests. Independent of the HTTP
 * server.
 */
package io.github.refvideo.simulator.fault;
