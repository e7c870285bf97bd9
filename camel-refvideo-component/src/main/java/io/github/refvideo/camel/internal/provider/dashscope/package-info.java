/**
 * Alibaba Model Studio (DashScope) as a provider: create, query, list and cancel, in the request
 * form of Wan 2.6 and in that of the models behind it. The service knows no idempotency key, so a
 * create that may have arrived is never sent again.
 */
package io.github.refvideo.camel.internal.provider.dashscope;
