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
import org.jspecify.annotations.Nullable;

/**
 * One submit, the paid call.
 *
 * @param request from {@link VideoProvider#prepare}
 * @param idempotencyKey the same for every attempt of this purchase; printable ASCII
 * @param timeout of this call; for a provider whose submit includes the whole job, the time left
 *     until the deadline
 * @param permitted must be checked immediately before the first byte is sent. If it returns false,
 *     nothing must be sent, and the call must fail as not processed, because another node may hold
 *     the lease of the purchase. Does not block
 * @param callbackUrl where the service reports the end of the job; the same for every attempt of
 *     this purchase; null for no report
 */
public record SubmitCall(
        PreparedSubmit request,
        String idempotencyKey,
        Duration timeout,
        BooleanSupplier permitted,
        @Nullable String callbackUrl) {

    /** A submit whose job is polled. */
    public SubmitCall(
            PreparedSubmit request,
            String idempotencyKey,
            Duration timeout,
            BooleanSupplier permitted) {
        this(request, idempotencyKey, timeout, permitted, null);
    }
}
