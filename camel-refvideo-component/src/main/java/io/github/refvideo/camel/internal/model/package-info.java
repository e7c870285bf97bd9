/**
 * What each model can do and costs, and the checks that follow before anything is paid. The facts
 * are in the resource {@code models.json}, which a user can extend ({@link
 * io.github.refvideo.camel.internal.model.ModelTable}); {@link
 * io.github.refvideo.camel.internal.model.ModelCheck} compares a request with them, {@link
 * io.github.refvideo.camel.internal.model.CostEstimate} computes its price.
 */
package io.github.refvideo.camel.internal.model;
