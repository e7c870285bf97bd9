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

/** What a link's path says about its file. */
final class Links {
    private static final Pattern VIDEO =
            Pattern.compile("\\.(mp4|mov)([?#]|$)", Pattern.CASE_INSENSITIVE);

    private Links() {}

    /** By the ending of the path, before any query or fragment. */
    static String mediaType(String url) {
        return MediaTypes.byName(url.split("[?#]", 2)[0]);
    }

    /** The only two endings that the adapter of Wan takes for a video, wherever they stand. */
    static boolean looksLikeVideo(String url) {
        return VIDEO.matcher(url).find();
    }
}
