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

import java.io.File;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Accepts an image if it has no video that is at least as new. Changing or touching the image or
 * its text therefore requests another video.
 */
public final class MissingVideoFilter implements GenericFileFilter<File> {

    @Override
    public boolean accept(GenericFile<File> file) {
        ImageFiles image = new ImageFiles(file.getFile().toPath());
        return !file.isDirectory() && image.isImage() && !image.hasVideo();
    }

    /** Marks the image as done. */
    public void done(
            @Header(Exchange.FILE_PATH) String image, @ExchangeProperty(Order.CHANGED) long changed)
            throws IOException {
        ImageFiles.of(image).setVideoTime(changed);
    }
}
