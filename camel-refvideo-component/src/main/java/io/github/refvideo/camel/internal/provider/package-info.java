/**
 * What the providers have in common: reading JSON, status words and errors of a service, and
 * removing secrets from its messages. A provider translates requests and replies. It does not
 * decide about waiting, retries or payment.
 */
package io.github.refvideo.camel.internal.provider;
