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
package io.github.refvideo.camel.internal.reference.media;

import java.io.IOException;

/** A header leads behind the end of the content, or to more reading than is allowed. */
final class OutOfContentException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean end;

    /**
     * @param end whether the content is too short
     */
    OutOfContentException(boolean end) {
        super(end ? "the content ends within its header" : "the header is too long");
        this.end = end;
    }

    /** Whether the content is too short, and not merely too long to be read. */
    boolean isEnd() {
        return end;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
