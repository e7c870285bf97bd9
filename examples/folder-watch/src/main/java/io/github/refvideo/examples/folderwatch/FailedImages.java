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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;

/** Moves images whose video failed to a folder, each with a text that contains the reason. */
public final class FailedImages {

    /** The job has ended without a video, so only another order can get one. */
    private static final Set<ErrorKind> FINISHED =
            Set.of(
                    ErrorKind.CONTENT_REJECTED,
                    ErrorKind.JOB_FAILED,
                    ErrorKind.JOB_CANCELED,
                    ErrorKind.JOB_EXPIRED);

    public void moveAside(
            @Header(Exchange.FILE_PATH) String path, @ExchangeException Exception error)
            throws IOException {
        Path image = Path.of(path);
        Path folder = Files.createDirectories(image.resolveSibling("failed"));
        Path target = folder.resolve(image.getFileName());
        Files.writeString(folder.resolve(image.getFileName() + ".txt"), why(error));
        Files.move(image, target, StandardCopyOption.REPLACE_EXISTING);
        if (error instanceof RefVideoException known && FINISHED.contains(known.getKind())) {
            // Gives it another key if it is moved back.
            Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
        }
    }

    private static String why(Exception error) {
        StringBuilder text = new StringBuilder(String.valueOf(error.getMessage())).append('\n');
        if (error instanceof RefVideoException known && known.getJob().isPresent()) {
            text.append("\nIts job was ").append(known.getJob().get().jobId());
            text.append(
                    FINISHED.contains(known.getKind())
                            ? ". It has finished. According to the price lists, a failed job is free. If"
                                    + " you move the image back, it is a new order and is billed again.\n"
                            : ". It is paid for. If you move the image back within two days, the same"
                                    + " job continues at no additional cost.\n");
        }
        return text.toString();
    }
}
