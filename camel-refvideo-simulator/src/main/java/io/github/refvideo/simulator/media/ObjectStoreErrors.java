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

import io.github.refvideo.simulator.server.Reply;
import io.vertx.core.buffer.Buffer;

/** Error responses in the XML format of object stores. */
public final class ObjectStoreErrors {
    private ObjectStoreErrors() {}

    /** An error with the default code of its status. */
    public static Reply error(int status, String message) {
        String code =
                switch (status) {
                    case 400 -> "InvalidArgument";
                    case 403 -> "AccessDenied";
                    case 404 -> "NoSuchKey";
                    case 405 -> "MethodNotAllowed";
                    case 416 -> "InvalidRange";
                    case 503 -> "ServiceUnavailable";
                    default -> "InternalError";
                };
        return error(status, code, message);
    }

    /** An error with the given code. */
    public static Reply error(int status, String code, String message) {
        String safe = message.replace("&", "&amp;").replace("<", "&lt;");
        return Reply.of(
                status,
                "application/xml",
                Buffer.buffer(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>"
                                + code
                                + "</Code>\n  <Message>"
                                + safe
                                + "</Message>\n  <HostId>simulated</HostId>\n</Error>\n"));
    }
}
