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
package io.github.refvideo.camel.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Local media could not be uploaded. The message must not contain signed URLs. */
public final class ReferenceStoreException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean retryable;

    /**
     * @param status the HTTP status of the reply, 0 if there is none
     * @param retryable whether the same upload may succeed later
     * @param cause null if there is none
     */
    public ReferenceStoreException(
            String message, int status, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryable = retryable;
    }

    /** The HTTP status of the reply, 0 if there is none. */
    public int status() {
        return status;
    }

    /** Whether the same upload may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
