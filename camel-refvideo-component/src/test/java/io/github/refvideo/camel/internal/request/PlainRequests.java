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
package io.github.refvideo.camel.internal.request;

import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;
import java.util.Map;

/** Requests with references and few other options. */
public final class PlainRequests {

    private PlainRequests() {}

    /**
     * @param duration in seconds; may be null
     */
    public static VideoRequest of(String model, Integer duration, List<Reference> references) {
        return new VideoRequest(
                model,
                "the cat waves",
                null,
                references,
                null,
                null,
                duration,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }
}
