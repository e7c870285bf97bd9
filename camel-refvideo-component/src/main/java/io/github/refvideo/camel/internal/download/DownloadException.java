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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.io.DiskException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A generated video could not be downloaded. The message names the host, never path or query,
 * because result URLs are signed.
 */
public final class DownloadException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The cause of the failure. */
    public enum Reason {
        /** Not an acceptable URL: scheme, user info, host form, an untrusted host, a redirect. */
        REFUSED_URL,
        /** The host is, or resolves to, an address that is not public. */
        ADDRESS_REFUSED,
        /** The server no longer accepts the URL (401, 403, 410). */
        EXPIRED,
        /** No such object (404). */
        NOT_FOUND,
        /** Any other status that is not a success. */
        HTTP_STATUS,
        /** Larger than allowed. */
        TOO_LARGE,
        /** The content is not a video. */
        NOT_A_VIDEO,
        /** The transfer repeatedly ended early. */
        INCOMPLETE,
        /** Repeatedly no connection or no usable response. */
        BROKEN,
        /** The file could not be written. */
        STORAGE,
        /** The deadline passed. */
        TIMEOUT
    }

    private final Reason reason;
    private final int status;
    private final boolean retryable;

    DownloadException(
            String message,
            Reason reason,
            int status,
            boolean retryable,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.status = status;
        this.retryable = retryable;
    }

    /** A permanent failure. */
    static DownloadException permanent(Reason reason, String message) {
        return new DownloadException(message, reason, 0, false, null);
    }

    /**
     * The video could not be stored.
     *
     * @param what describes the video
     */
    static DownloadException storage(String what, DiskException disk) {
        return new DownloadException(
                what + " could not be stored: " + disk.getMessage(),
                Reason.STORAGE,
                0,
                !disk.permanent(),
                disk);
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status; 0 if no response was received. */
    public int status() {
        return status;
    }

    /** Whether the same download, started later, may succeed. */
    public boolean retryable() {
        return retryable;
    }
}
