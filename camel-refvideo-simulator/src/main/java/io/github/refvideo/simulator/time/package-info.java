/** The adjustable clock of the simulator and its scheduler. */
package io.github.refvideo.simulator.time;
