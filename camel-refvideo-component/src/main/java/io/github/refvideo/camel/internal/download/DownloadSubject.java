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
package io.github.refvideo.camel.internal.download;

/** What is downloaded. */
enum DownloadSubject {
    /** A generated video. Anything else is refused, as is a video that ends early. */
    VIDEO("video", "maxVideoSize", "video/*, application/octet-stream;q=0.9, */*;q=0.1"),
    /** A reference, whose content is inspected after the download. */
    REFERENCE("reference", "maxReferenceSize", "image/*, video/*, audio/*, */*;q=0.1");

    private final String noun;
    private final String sizeOption;
    private final String accept;

    DownloadSubject(String noun, String sizeOption, String accept) {
        this.noun = noun;
        this.sizeOption = sizeOption;
        this.accept = accept;
    }

    /** For messages. */
    String noun() {
        return noun;
    }

    /** The option that limits the size. */
    String sizeOption() {
        return sizeOption;
    }

    /** The value of the header {@code Accept}. */
    String accept() {
        return accept;
    }
}
