/** Load tests of the component, measured at the simulator and not by the component itself. */
package io.github.refvideo.benchmarks;
