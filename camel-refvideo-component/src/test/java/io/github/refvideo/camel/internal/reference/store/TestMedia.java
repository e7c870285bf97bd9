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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Local media in a file that counts how often it is opened and can go away. */
final class TestMedia implements LocalMedia {

    private final MediaInfo facts;
    private final Path file;
    private final byte[] content;
    final AtomicInteger opened = new AtomicInteger();
    private volatile boolean gone;
    private boolean asFile;

    private TestMedia(MediaInfo facts, Path file, byte[] content) {
        this.facts = facts;
        this.file = file;
        this.content = content;
    }

    /** Noise that is always the same for the same length. */
    static TestMedia of(String mediaType, int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return of(mediaType, content);
    }

    static TestMedia of(String mediaType, byte[] content) {
        try {
            Path file = Files.createTempFile("refvideo-test", ".bin");
            file.toFile().deleteOnExit();
            Files.write(file, content);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new TestMedia(
                    new MediaInfo(
                            mediaType, content.length, 0, 0, HexFormat.of().formatHex(digest)),
                    file,
                    content);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] content() {
        return content;
    }

    /** From now on it cannot be opened. */
    TestMedia vanish() {
        gone = true;
        return this;
    }

    /** Tells which file it is in. */
    TestMedia asFile() {
        asFile = true;
        return this;
    }

    @Override
    public Optional<Path> file() {
        return asFile ? Optional.of(file) : Optional.empty();
    }

    @Override
    public MediaInfo facts() {
        return facts;
    }

    @Override
    public SeekableByteChannel open() throws IOException {
        opened.incrementAndGet();
        if (gone) {
            throw new NoSuchFileException("/home/somebody/private.png");
        }
        return Files.newByteChannel(file);
    }
}
