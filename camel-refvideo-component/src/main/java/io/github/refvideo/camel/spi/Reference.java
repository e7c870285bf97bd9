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

/**
 * One picture, clip or sound that shows what a character looks or sounds like. The place in the
 * request's list is the character's number.
 *
 * @param url where the service fetches it: http, https or (DashScope only) oss; {@code local:} and
 *     the digest of the content while it is not stored anywhere
 * @param mediaType such as {@code image/png}, in its usual spelling ({@code image/jpg} becomes
 *     {@code image/jpeg}); null when unknown. Services take an untyped URL for an image
 * @param voiceUrl a sound that gives this character its voice; null for none, and only for models
 *     that take one
 * @param local what is known of local media that has no URL yet; null for everything else. Text
 *     from a message never makes one
 */
public record Reference(String url, String mediaType, String voiceUrl, MediaInfo local) {

    public Reference {
        Objects.requireNonNull(url, "url");
        String usual = MediaType.normalize(mediaType);
        mediaType = usual.isEmpty() ? null : usual;
    }

    /** A reference that has its URL. */
    public Reference(String url, String mediaType, String voiceUrl) {
        this(url, mediaType, voiceUrl, null);
    }

    /** A reference of which only the URL is known. */
    public static Reference of(String url) {
        return new Reference(url, null, null);
    }

    /** Media of this machine, to be stored before it is submitted. */
    public static Reference local(MediaInfo media, String voiceUrl) {
        return new Reference("local:" + media.sha256(), media.mediaType(), voiceUrl, media);
    }

    /** The same reference at the place where it was stored. */
    public Reference at(String storedUrl) {
        return new Reference(storedUrl, mediaType, voiceUrl);
    }

    /** Leaves out the query, since a URL may be signed. */
    @Override
    public String toString() {
        int query = url.indexOf('?');
        return "Reference[" + (query < 0 ? url : url.substring(0, query) + "?…") + "]";
    }
}
