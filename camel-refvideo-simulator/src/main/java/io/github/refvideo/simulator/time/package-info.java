/**
 * The movable clock that everything simulated reads, and the one alarm queue that wakes what must
 * act by itself.
 */
package io.github.refvideo.simulator.time;
