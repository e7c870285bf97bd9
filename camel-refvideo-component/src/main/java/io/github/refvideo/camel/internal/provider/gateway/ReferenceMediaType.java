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
package io.github.refvideo.camel.internal.provider.gateway;

import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;

/**
 * The media type that goes with a typed reference. The gateway takes an untyped URL for an image,
 * so images need none, as the AI SDK sends none; a video or audio without a type would be misread.
 */
final class ReferenceMediaType {

    private ReferenceMediaType() {}

    /**
     * What the user declared, else what the extension of a video or audio says, else null. A
     * declaration such as {@code application/octet-stream} tells the service nothing.
     */
    static String of(Reference reference) {
        String declared = reference.mediaType();
        if (declared != null && MediaType.isMedia(declared)) {
            return declared;
        }
        return ReferenceKind.of(reference) == ReferenceKind.IMAGE
                ? declared
                : MediaType.ofUrl(reference.url()).map(MediaType::value).orElse(declared);
    }

    /**
     * Likewise, and a type for each image too: the adapters of MiniMax and Seedance warn of a URL
     * without a type. They only look at the first part of it.
     */
    static String orUsual(Reference reference) {
        String type = of(reference);
        if (type != null && MediaType.isMedia(type)) {
            return type;
        }
        return MediaType.ofUrl(reference.url())
                .map(MediaType::value)
                .filter(MediaType::isMedia)
                .orElse(MediaType.PNG.value());
    }
}
