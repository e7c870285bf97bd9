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

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image, video or audio that shows what a character looks or sounds like. Its position in the
 * list of the request is the number of the character.
 *
 * @param url where the service fetches it: http, https or (DashScope only) oss; {@code local:} and
 *     the digest of the content until it is stored
 * @param mediaType such as {@code image/png}, in its usual spelling ({@code image/jpg} becomes
 *     {@code image/jpeg}); null if unknown. Services assume that a URL without a type is an image
 * @param voiceUrl the URL of audio with the voice of this character, for models that take one
 * @param local the properties of local media without a URL; never created from the text of a
 *     message
 */
public record Reference(
        String url,
        @Nullable String mediaType,
        @Nullable String voiceUrl,
        @Nullable MediaInfo local) {

    public Reference {
        Objects.requireNonNull(url, "url");
        String usual = MediaType.normalize(mediaType);
        mediaType = usual.isEmpty() ? null : usual;
    }

    /** A reference with a URL. */
    public Reference(String url, @Nullable String mediaType, @Nullable String voiceUrl) {
        this(url, mediaType, voiceUrl, null);
    }

    /** A reference with a URL and an unknown type. */
    public static Reference of(String url) {
        return new Reference(url, null, null);
    }

    /** Local media, which is stored before the submit. */
    public static Reference local(MediaInfo media, @Nullable String voiceUrl) {
        return new Reference("local:" + media.sha256(), media.mediaType(), voiceUrl, media);
    }

    /** A copy with the URL of the stored media. */
    public Reference at(String storedUrl) {
        return new Reference(storedUrl, mediaType, voiceUrl);
    }

    /** Omits the query, because a URL may be signed. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return "Reference[" + (query < 0 ? url : url.substring(0, query) + "?...") + "]";
    }
}
