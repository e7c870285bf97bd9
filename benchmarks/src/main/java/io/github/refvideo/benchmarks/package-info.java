/** Load harness: what the component holds, measured at the simulator and not by itself. */
package io.github.refvideo.benchmarks;
