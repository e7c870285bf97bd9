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

import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Media in a file: the user's own, or one that a stream was spooled to.
 *
 * @param path of the file itself, free of links
 * @param spooled is there as long as this object holds it; null for a user's own file
 * @param modified when it was changed last, before it was checked
 * @param facts as they were when it was checked
 */
record FileMedia(Path path, SpoolFile spooled, FileTime modified, MediaInfo facts)
        implements LocalMedia {

    /**
     * @param file is looked at after this
     */
    static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException also when the file is another by now: then it is not what was checked,
     *     and it would be remembered by the digest of what was
     */
    @Override
    public SeekableByteChannel open() throws IOException {
        if (!unchanged()) {
            throw new IOException("The file of a reference has changed since it was checked");
        }
        return Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty when the file has changed since: whoever opens it then hears why. */
    @Override
    public Optional<Path> file() {
        try {
            return unchanged() ? Optional.of(path) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean unchanged() throws IOException {
        BasicFileAttributes now =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return now.isRegularFile()
                && now.size() == facts.length()
                && now.lastModifiedTime().equals(modified);
    }

    @Override
    public String toString() {
        return "FileMedia[" + facts.mediaType() + ", " + facts.length() + " bytes]";
    }
}
