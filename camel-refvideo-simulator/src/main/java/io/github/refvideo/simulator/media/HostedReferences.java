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
package io.github.refvideo.simulator.media;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** References that the simulator hosts, from bytes or from folders. Thread-safe. */
public final class HostedReferences {
    private static final long MAX_FILE = 200L << 20;

    /** One hosted file. */
    public record Hosted(byte[] content, String mediaType) {}

    private final Map<String, Hosted> byName = new ConcurrentHashMap<>();
    private final List<Path> folders = new CopyOnWriteArrayList<>();

    /** Hosts these bytes under the given name and replaces existing content. */
    public void add(String name, byte[] content, String mediaType) {
        byName.put(name, new Hosted(content.clone(), mediaType));
    }

    /** Hosts every file under the folder. */
    public void addFolder(Path folder) throws IOException {
        folders.add(folder.toRealPath());
    }

    /**
     * The file with the name in a request path. Reads the disk and must not be called on the event
     * loop.
     */
    Optional<Hosted> find(String encodedName) throws IOException {
        // The decoder is made for forms; in a path, a plus sign is literal.
        String name = URLDecoder.decode(encodedName.replace("+", "%2B"), StandardCharsets.UTF_8);
        Hosted given = byName.get(name);
        if (given != null) {
            return Optional.of(given);
        }
        for (Path folder : folders) {
            Optional<Path> file = inside(folder, name);
            if (file.isPresent()) {
                return Optional.of(
                        new Hosted(Files.readAllBytes(file.get()), MediaTypes.byName(name)));
            }
        }
        return Optional.empty();
    }

    /**
     * Only files that are in the folder after resolving links: dot segments and symbolic links must
     * not lead outside.
     */
    private static Optional<Path> inside(Path folder, String name) throws IOException {
        try {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            return real.startsWith(folder) && Files.size(real) <= MAX_FILE
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
