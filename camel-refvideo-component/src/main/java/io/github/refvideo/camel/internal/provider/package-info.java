/**
 * Shared code of the providers: reads JSON, job statuses and errors of a service, and removes
 * secrets from its messages. A provider translates requests and replies. It does not decide about
 * waiting, retries or payment.
 */
@NullMarked
package io.github.refvideo.camel.internal.provider;

import org.jspecify.annotations.NullMarked;
