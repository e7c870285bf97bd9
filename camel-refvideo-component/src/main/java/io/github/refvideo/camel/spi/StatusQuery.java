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

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects a page of a list of jobs.
 *
 * @param model the model in the spelling of the provider; null for all
 * @param from jobs submitted at this time or later, to the second; null for the default of the
 *     service
 * @param to jobs submitted up to this time, to the second; null for now
 * @param page counted from 1
 * @param pageSize the number of jobs on a page
 */
public record StatusQuery(
        @Nullable String model,
        @Nullable Instant from,
        @Nullable Instant to,
        int page,
        int pageSize) {

    public StatusQuery {
        if (page < 1 || pageSize < 1) {
            throw new IllegalArgumentException("page and pageSize count from 1");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("the time range ends before it starts");
        }
    }

    /** The next page. */
    public StatusQuery next() {
        return new StatusQuery(model, from, to, page + 1, pageSize);
    }
}
