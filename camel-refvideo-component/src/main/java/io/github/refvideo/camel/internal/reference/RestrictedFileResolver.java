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
package io.github.refvideo.camel.internal.reference;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * From text of a message to a file. Text comes from strangers: without permission it names no file
 * at all, and with it only regular files whose real path lies in one directory. Whether something
 * outside exists cannot be told from the answers.
 */
final class RestrictedFileResolver {

    /** One letter would be a drive. */
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:");

    private static final String FILE = "file:";

    private final Path directory;

    /**
     * @param directory null for no permission
     */
    RestrictedFileResolver(Path directory) {
        this.directory = directory;
    }

    static boolean hasScheme(String text) {
        return SCHEME.matcher(text).lookingAt();
    }

    /** Whether text is to be read as a file's name; else it is a URL, good or bad. */
    boolean takes(String text) {
        return isFileUrl(text) || directory != null && !hasScheme(text);
    }

    /**
     * @param text a {@code file:} URL or a path, relative ones from the directory
     * @return the real path of a regular file in the directory
     */
    Path resolve(String text) throws BadMediaException {
        if (directory == null) {
            throw new BadMediaException(
                    shown(text),
                    "text names files only with allowFileReferences=true, inside"
                            + " referenceDirectory; else give http or https URLs");
        }
        try {
            Path base = directory.toRealPath();
            Path named = base.resolve(isFileUrl(text) ? ofUrl(text) : Path.of(text));
            Path real = named.toRealPath();
            if (real.startsWith(base) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                return real;
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            // Why not is nobody's business: it would tell strangers about the disk.
        }
        throw refused(text);
    }

    private static Path ofUrl(String text) throws BadMediaException {
        try {
            URI uri = new URI(text);
            if (uri.isOpaque()) {
                return Path.of(uri.getSchemeSpecificPart());
            }
            boolean plain =
                    uri.getRawAuthority() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            if (plain && uri.getPath() != null) {
                return Path.of(uri);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Not a URL, or none of a file here.
        }
        throw refused(text);
    }

    private static BadMediaException refused(String text) {
        String only = "text may name regular, readable files inside referenceDirectory only";
        return new BadMediaException(
                shown(text),
                text.indexOf(',') < 0
                        ? only
                        : only
                                + "; several names go on lines of their own, since a comma may be"
                                + " part of a name");
    }

    private static boolean isFileUrl(String text) {
        return text.regionMatches(true, 0, FILE, 0, FILE.length());
    }

    private static String shown(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?…";
    }
}
