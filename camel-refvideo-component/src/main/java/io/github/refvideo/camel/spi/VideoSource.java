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

/** Where the finished video is: behind a link, already here, or in storage of the caller. */
public sealed interface VideoSource {

    /** What the service says about the media type; null when it says nothing. */
    String mediaType();

    /**
     * A link on the service's host. It may be signed: never log it.
     *
     * @param url as the service wrote it, which need not be a valid URL; fetched without any
     *     credential
     * @param mediaType see {@link VideoSource#mediaType()}
     * @param expires when the link dies; null when unknown
     */
    record Link(String url, String mediaType, Instant expires) implements VideoSource {

        @Override
        public String toString() {
            return "Link[" + mediaType + "]";
        }
    }

    /**
     * Bytes that came inside the service's answer.
     *
     * @param content to be discarded when it was delivered or given up
     * @param mediaType see {@link VideoSource#mediaType()}
     */
    record Inline(InlineVideo content, String mediaType) implements VideoSource {

        @Override
        public String toString() {
            return "Inline[" + content.length() + " bytes, " + mediaType + "]";
        }
    }

    /**
     * The service put the video into storage of the caller's own. There is nothing to download.
     *
     * @param location where it is, as the service wrote it; null when the service does not say
     * @param mediaType see {@link VideoSource#mediaType()}
     */
    record Uploaded(String location, String mediaType) implements VideoSource {

        @Override
        public String toString() {
            return "Uploaded[" + mediaType + "]";
        }
    }
}
