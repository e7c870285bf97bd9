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
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves text of a message, which is untrusted input, to a file. Without permission, text cannot
 * name files. With permission, it can name only regular files whose real path is in one directory.
 * Error messages do not reveal whether a file outside the directory exists.
 */
final class RestrictedFileResolver {

    /** Two characters or more: a single letter is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:");

    private static final String FILE = "file:";

    private final @Nullable Path directory;

    /**
     * @param directory null if text must not name files
     */
    RestrictedFileResolver(@Nullable Path directory) {
        this.directory = directory;
    }

    static boolean hasScheme(String text) {
        return SCHEME.matcher(text).lookingAt();
    }

    /** Whether text is a file name, permitted or not; else it is a URL, valid or not. */
    boolean isFileName(String text) {
        return isFileUrl(text) || directory != null && !hasScheme(text);
    }

    /**
     * @param text a {@code file:} URL or a path, absolute or relative to the directory
     * @return the real path of a regular file in the directory
     */
    Path resolve(String text) throws BadMediaException {
        if (directory == null) {
            throw new BadMediaException(
                    printable(text),
                    "text can name files only with allowFileReferences=true,"
                            + " inside referenceDirectory; otherwise use http or https URLs");
        }
        try {
            Path base = directory.toRealPath();
            Path named =
                    base.resolve(
                            isFileUrl(text) ? fromUrl(text) : base.getFileSystem().getPath(text));
            if (!hasRootOf(named, base) && !hasRootOf(named, directory.toAbsolutePath())) {
                throw refused(text);
            }
            Path real = named.toRealPath();
            if (real.startsWith(base) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                return real;
            }
        } catch (IOException | InvalidPathException | SecurityException e) {
            // The reason is not reported: it would reveal the content of the disk.
        }
        throw refused(text);
    }

    /**
     * On Windows a path may name another drive or a server. Reading its real path would already
     * connect to the server and send the credentials of the user.
     */
    private static boolean hasRootOf(Path named, Path base) {
        return Objects.equals(named.getRoot(), base.getRoot());
    }

    private static Path fromUrl(String text) throws BadMediaException {
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
            // Not a URL, or not the URL of a local file.
        }
        throw refused(text);
    }

    private static BadMediaException refused(String text) {
        String only = "text can name only regular, readable files inside referenceDirectory";
        return new BadMediaException(
                printable(text),
                text.indexOf(',') < 0
                        ? only
                        : only
                                + "; write several names on separate lines because a name can"
                                + " contain a comma");
    }

    private static boolean isFileUrl(String text) {
        return text.regionMatches(true, 0, FILE, 0, FILE.length());
    }

    private static String printable(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?...";
    }
}
