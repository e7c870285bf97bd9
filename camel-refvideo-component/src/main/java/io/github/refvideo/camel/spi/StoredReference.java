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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Uploaded media that a service can fetch.
 *
 * @param url http, https, oss or data. It may be signed: never log it
 * @param expires when the URL expires; null if it does not expire
 */
public record StoredReference(String url, @Nullable Instant expires) {

    public StoredReference {
        Objects.requireNonNull(url, "url");
    }

    @Override
    public String toString() {
        return "StoredReference[expires=" + expires + "]";
    }
}
