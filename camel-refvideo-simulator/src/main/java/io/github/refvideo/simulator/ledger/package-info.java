/** The record of requests, connections and paid jobs. */
package io.github.refvideo.simulator.ledger;
