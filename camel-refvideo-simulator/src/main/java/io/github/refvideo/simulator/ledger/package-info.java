/**
 * What happened: requests, connections, and above all what was paid. Only ever told, never asks.
 */
package io.github.refvideo.simulator.ledger;
