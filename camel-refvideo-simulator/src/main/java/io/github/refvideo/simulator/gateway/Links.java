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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.media.MediaTypes;
import java.util.regex.Pattern;

/** Derives file properties from the path of a link. */
final class Links {
    private static final Pattern VIDEO =
            Pattern.compile("\\.(mp4|mov)([?#]|$)", Pattern.CASE_INSENSITIVE);

    private Links() {}

    /** By the file extension, without query and fragment. */
    static String mediaType(String url) {
        return MediaTypes.byName(url.split("[?#]", 2)[0]);
    }

    /** The only two extensions that the Wan adapter treats as video, anywhere in the URL. */
    static boolean looksLikeVideo(String url) {
        return VIDEO.matcher(url).find();
    }
}
