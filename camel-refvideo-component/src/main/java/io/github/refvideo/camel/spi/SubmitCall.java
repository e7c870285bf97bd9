/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.refvideo.camel.spi;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One submit: the call that costs money.
 *
 * @param request from {@link VideoProvider#prepare}
 * @param idempotencyKey the same for every attempt to get this video; printable ASCII
 * @param timeout the limit for this call; for a provider whose submit includes the whole job, all
 *     the time that is left
 * @param permitted asked in the moment before the first byte is sent. When it answers false nothing
 *     may be sent, and the call fails as not processed: another process may have taken over the
 *     purchase while this one was paused. Does not block
 */
public record SubmitCall(
        PreparedSubmit request,
        String idempotencyKey,
        Duration timeout,
        BooleanSupplier permitted) {}
