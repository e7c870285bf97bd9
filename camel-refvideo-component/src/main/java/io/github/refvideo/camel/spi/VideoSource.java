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

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the video is: at a URL, at the service, inside the reply, or in storage of the user. */
public sealed interface VideoSource {

    /** The media type that the service returned. */
    @Nullable String mediaType();

    /**
     * A URL of the service. It may be signed: never log it.
     *
     * @param url as the service returned it, possibly malformed; fetched without credentials
     * @param mediaType see {@link VideoSource#mediaType()}
     * @param expires when the URL expires; null if unknown
     */
    record Link(String url, @Nullable String mediaType, @Nullable Instant expires)
            implements VideoSource {

        @Override
        public String toString() {
            return "Link[" + mediaType + "]";
        }
    }

    /**
     * A file that the API of the service itself delivers, on the host of {@link
     * VideoProvider#baseUrl}. The host was configured, so its address is not checked: it may be a
     * private one. A redirect to another host is checked like a {@link Link}, and gets no headers.
     *
     * @param uri absolute, http or https
     * @param headers sent to this host only, such as {@code Authorization}. Never logged
     * @param mediaType see {@link VideoSource#mediaType()}
     */
    record ServiceFile(URI uri, Map<String, String> headers, @Nullable String mediaType)
            implements VideoSource {

        public ServiceFile {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "ServiceFile[" + mediaType + "]";
        }
    }

    /**
     * Bytes inside the reply of the service.
     *
     * @param content discarded after delivery, and when the job is abandoned
     * @param mediaType see {@link VideoSource#mediaType()}
     */
    record Inline(InlineVideo content, @Nullable String mediaType) implements VideoSource {

        @Override
        public String toString() {
            return "Inline[" + content.length() + " bytes, " + mediaType + "]";
        }
    }

    /**
     * The service uploaded the video to storage of the user. There is nothing to download.
     *
     * @param location where it is, as the service returned it; null if it does not
     * @param mediaType see {@link VideoSource#mediaType()}
     */
    record Uploaded(@Nullable String location, @Nullable String mediaType) implements VideoSource {

        @Override
        public String toString() {
            return "Uploaded[" + mediaType + "]";
        }
    }
}
