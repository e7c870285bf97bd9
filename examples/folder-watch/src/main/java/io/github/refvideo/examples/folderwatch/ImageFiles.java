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
package io.github.refvideo.examples.folderwatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Set;

/** An image and its files: cat.mp4 and cat.txt for cat.png. */
record ImageFiles(Path file) {

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "webp");

    static ImageFiles of(String path) {
        return new ImageFiles(Path.of(path));
    }

    boolean isImage() {
        int dot = name().lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(name().substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    String name() {
        return file.getFileName().toString();
    }

    Path video() {
        return beside(".mp4");
    }

    Path text() {
        return beside(".txt");
    }

    private Path beside(String extension) {
        return file.resolveSibling(name().substring(0, name().lastIndexOf('.')) + extension);
    }

    /** When the image or its text was last changed, in milliseconds. */
    long changed() {
        return Math.max(file.toFile().lastModified(), text().toFile().lastModified());
    }

    /** Whether there is a video of this image and this text. */
    boolean hasVideo() {
        return Files.exists(video()) && video().toFile().lastModified() >= changed();
    }

    /**
     * Sets the time of the video to that of its sources, so that an image or text that was changed
     * in the meantime is newer.
     */
    void setVideoTime(long changed) throws IOException {
        Files.setLastModifiedTime(video(), FileTime.fromMillis(changed));
    }
}
