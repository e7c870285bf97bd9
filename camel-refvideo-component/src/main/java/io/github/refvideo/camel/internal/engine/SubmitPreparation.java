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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.PreparedSubmit;
import java.util.concurrent.CompletableFuture;

/**
 * What must be done before a submit can be sent, such as uploading local references. Costs nothing
 * and may be repeated; every attempt of one purchase gives the same bytes. Its future fails with a
 * {@link io.github.refvideo.camel.error.RefVideoException}; cancelling it aborts the work.
 */
@FunctionalInterface
public interface SubmitPreparation {

    /**
     * @param fingerprint of the request as it is recorded for the purchase; a preparation of
     *     another request fails
     * @param deadline over all transfers
     */
    CompletableFuture<PreparedSubmit> prepare(String fingerprint, Deadline deadline);
}
