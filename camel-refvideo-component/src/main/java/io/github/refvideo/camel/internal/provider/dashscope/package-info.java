/**
 * Provider for Alibaba Model Studio (DashScope): create, status, list and cancel calls, with the
 * request formats of Wan 2.6 and of later models. The service does not support idempotency keys, so
 * a create that may have arrived is never sent again.
 */
@NullMarked
package io.github.refvideo.camel.internal.provider.dashscope;

import org.jspecify.annotations.NullMarked;
