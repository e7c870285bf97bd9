/**
 * The admin API: lets other programs on this machine read the ledger and change faults and the
 * clock over HTTP.
 */
package io.github.refvideo.simulator.admin;
