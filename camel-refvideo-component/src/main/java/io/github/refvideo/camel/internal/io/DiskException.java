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
package io.github.refvideo.camel.internal.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** A disk that did not take what it was given. The message names the option of the directory. */
public final class DiskException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private DiskException(String message, boolean lasting, Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    /**
     * @param option the option that names the directory
     */
    static DiskException of(String option, Throwable cause) {
        if (cause instanceof DiskException known) {
            return known;
        }
        boolean gone =
                cause instanceof NoSuchFileException
                        || cause instanceof NotDirectoryException
                        || cause instanceof FileNotFoundException;
        boolean forbidden = cause instanceof AccessDeniedException;
        return new DiskException(option + ": " + words(cause, gone), gone || forbidden, cause);
    }

    private static String words(Throwable cause, boolean gone) {
        if (gone) {
            return "the directory, or the file in it, is not there any more";
        }
        if (cause instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    /** Whether it stays so until somebody acts; a full disk may have room again by itself. */
    public boolean lasting() {
        return lasting;
    }
}
