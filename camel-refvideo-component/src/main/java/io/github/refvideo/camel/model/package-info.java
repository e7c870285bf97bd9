/**
 * What each model can do and costs, and the checks that follow before anything is paid. The facts
 * are in the resource {@code models.json}, which a user can extend ({@link
 * io.github.refvideo.camel.model.ModelTable}); {@link io.github.refvideo.camel.model.ModelCheck}
 * compares a request with them, {@link io.github.refvideo.camel.model.CostEstimate} computes its
 * price.
 */
package io.github.refvideo.camel.model;
