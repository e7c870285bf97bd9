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
package io.github.refvideo.camel.reference;

import io.github.refvideo.camel.disk.SpoolFile;
import io.github.refvideo.camel.request.MediaFacts;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Media in a file: the user's own, or one that a stream was spooled to.
 *
 * @param path of the file
 * @param spooled is there as long as this object holds it; null for a user's own file
 * @param facts as they were when it was checked
 */
record FileMedia(Path path, SpoolFile spooled, MediaFacts facts) implements LocalMedia {

    /**
     * {@inheritDoc}
     *
     * @throws IOException also when the file has another length by now: then it is not what was
     *     checked
     */
    @Override
    public SeekableByteChannel open() throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path);
        if (channel.size() != facts.length()) {
            channel.close();
            throw new IOException("The file of a reference has changed since it was checked");
        }
        return channel;
    }

    /** Empty when the file has changed since: whoever opens it then hears why. */
    @Override
    public Optional<Path> file() {
        try {
            return Files.size(path) == facts.length() ? Optional.of(path) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "FileMedia[" + facts.mediaType() + ", " + facts.length() + " bytes]";
    }
}
