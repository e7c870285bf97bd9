/**
 * What each model can do: one table, and what follows from it before anybody pays. {@link
 * io.github.refvideo.camel.model.KnownModels} holds the facts, {@link
 * io.github.refvideo.camel.model.ModelCheck} compares a request with them. Depends on what is
 * asked.
 */
package io.github.refvideo.camel.model;
