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

/** A write to disk failed. The message names the option of the directory. */
public final class DiskException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    private DiskException(String message, boolean permanent, Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /**
     * @param option the option of the directory
     */
    static DiskException of(String option, Throwable cause) {
        if (cause instanceof DiskException known) {
            return known;
        }
        boolean missing =
                cause instanceof NoSuchFileException
                        || cause instanceof NotDirectoryException
                        || cause instanceof FileNotFoundException;
        boolean forbidden = cause instanceof AccessDeniedException;
        return new DiskException(
                option + ": " + describe(cause, missing), missing || forbidden, cause);
    }

    private static String describe(Throwable cause, boolean missing) {
        if (missing) {
            return "the directory or file no longer exists";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return cause instanceof IOException && cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    /** Whether a retry cannot succeed; false for a full disk, for example. */
    public boolean permanent() {
        return permanent;
    }
}
