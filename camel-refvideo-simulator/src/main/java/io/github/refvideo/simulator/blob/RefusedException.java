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
package io.github.refvideo.simulator.blob;

import io.github.refvideo.simulator.server.Reply;

/** Thrown when the store refuses a call; the message is returned to the caller. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RefusedException badRequest(String message) {
        return new RefusedException(400, "bad_request", message);
    }

    static RefusedException forbidden(String message) {
        return new RefusedException(403, "forbidden", message);
    }

    static RefusedException notFound(String message) {
        return new RefusedException(404, "not_found", message);
    }

    Reply reply() {
        return BlobErrors.STYLE.coded(status, code, getMessage());
    }
}
