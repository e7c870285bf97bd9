/**
 * What Camel sees: component, endpoint, configuration, constants, producers and consumer. Thin: it
 * reads the exchange, hands an order to the engine and writes the exchange.
 */
package io.github.refvideo.camel;
