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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.time.Duration;

/** One thing asked of a store, however often it has to be asked. */
interface StoreRequest {

    /** Who is asked, for messages. */
    String service();

    /**
     * @param number of the attempt, from 0
     * @param timeout for this attempt
     */
    HttpRequest attempt(int number, Duration timeout);

    /** Whether a route waits for it: then its trouble is worth a warning. */
    default boolean awaited() {
        return true;
    }

    /** How a message begins that says that it did not work. */
    default String failed() {
        return "The reference was not stored. ";
    }

    /** What a reply without success means. */
    ReferenceStoreException refused(HttpResponse reply);
}
