/**
 * The SPI for services that run jobs, and one package per service. A provider translates: request
 * to wire, wire to status. It decides nothing about waiting, retrying or money.
 */
package io.github.refvideo.camel.internal.provider;
