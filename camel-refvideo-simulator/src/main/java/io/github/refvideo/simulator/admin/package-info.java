/**
 * How another program reads the ledger and moves faults and time, over HTTP, on this machine only.
 */
package io.github.refvideo.simulator.admin;
