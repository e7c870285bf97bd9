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

/**
 * Which page of which jobs to list.
 *
 * @param model the model in the provider's spelling; null for all
 * @param from jobs submitted at this time or later, to the second; null for the service's default
 * @param to jobs submitted up to this time, to the second; null for now
 * @param page counted from 1
 * @param pageSize rows on a page; how many a service allows may be undocumented
 */
public record StatusQuery(String model, Instant from, Instant to, int page, int pageSize) {

    public StatusQuery {
        if (page < 1 || pageSize < 1) {
            throw new IllegalArgumentException("page and pageSize count from 1");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("the window ends before it starts");
        }
    }

    /** The page behind this one. */
    public StatusQuery next() {
        return new StatusQuery(model, from, to, page + 1, pageSize);
    }
}
