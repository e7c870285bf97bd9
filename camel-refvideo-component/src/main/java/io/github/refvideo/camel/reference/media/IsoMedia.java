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
package io.github.refvideo.camel.reference.media;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The family of MP4: boxes in boxes. The box that tells most, {@code moov}, may stand at the end of
 * the file; what lies before it is skipped, not read.
 */
final class IsoMedia {

    /** What a QuickTime file without a declaration of its type starts with. */
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide");

    private static final Map<String, String> BRANDS =
            Map.ofEntries(
                    Map.entry("avif", "image/avif"),
                    Map.entry("avis", "image/avif"),
                    Map.entry("heic", "image/heic"),
                    Map.entry("heix", "image/heic"),
                    Map.entry("heim", "image/heic"),
                    Map.entry("heis", "image/heic"),
                    Map.entry("hevc", "image/heic"),
                    Map.entry("mif1", "image/heif"),
                    Map.entry("msf1", "image/heif"),
                    Map.entry("qt  ", "video/quicktime"),
                    Map.entry("M4A ", "audio/mp4"),
                    Map.entry("M4B ", "audio/mp4"),
                    Map.entry("M4V ", "video/x-m4v"),
                    Map.entry("3gp4", "video/3gpp"),
                    Map.entry("3gp5", "video/3gpp"),
                    Map.entry("3gp6", "video/3gpp"));

    private static final int MOST_BRANDS = 32;

    private IsoMedia() {}

    static boolean isOne(Octets octets) throws IOException {
        String name = octets.name(4);
        return name.equals("ftyp") && octets.u32(0) >= 8
                || OLD_QUICKTIME.contains(name) && octets.u32(0) != 0;
    }

    static MediaLook measure(Octets octets) throws IOException {
        String type = type(octets);
        try {
            return type.startsWith("image/")
                    ? new IsoPicture(octets).measure(type)
                    : new IsoMovie(octets).measure(type);
        } catch (OutOfContentException e) {
            return MediaLook.of(type);
        }
    }

    private static String type(Octets octets) throws IOException {
        if (!octets.has(4, "ftyp")) {
            return "video/quicktime";
        }
        String type = BRANDS.getOrDefault(octets.name(8), "video/mp4");
        if (!type.equals("image/heif")) {
            return type;
        }
        // The general brand of pictures; those behind it say how they are coded.
        long end = Math.min(octets.u32(0), 16 + 4L * MOST_BRANDS);
        for (long at = 16; at + 4 <= end; at += 4) {
            String brand = BRANDS.get(octets.name(at));
            if ("image/avif".equals(brand) || "image/heic".equals(brand)) {
                return brand;
            }
        }
        return type;
    }
}
