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
package io.github.refvideo.camel.internal.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.request.BadValueException;
import io.github.refvideo.camel.internal.request.LogText;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.VideoProvider;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Finds the job that a message is about: the handle in the body, else the one in the header {@code
 * CamelRefVideoJob}.
 */
public final class JobHandleReader {

    /**
     * In characters. A handle holds what the service wants to see again, and a reply to a submit
     * may have 1 MiB; with escapes it can become twice as long. What is longer is not a handle.
     */
    private static final int LONGEST = 4 << 20;

    private JobHandleReader() {}

    /**
     * @param provider of the endpoint; a handle comes in a message and must not lead elsewhere
     */
    public static JobHandle read(Message message, VideoProvider provider)
            throws RefVideoInvalidRequestException {
        JobHandle handle = find(message);
        if (!handle.provider().equals(provider.name())
                || !place(handle.baseUrl()).equals(place(provider.baseUrl()))) {
            throw invalid(
                    "The job was submitted to "
                            + printable(handle.provider())
                            + " at "
                            + printable(handle.baseUrl())
                            + ", and this endpoint talks to "
                            + provider.name()
                            + " at "
                            + provider.baseUrl()
                            + "; use an endpoint with the same provider and baseUrl",
                    null);
        }
        return handle;
    }

    private static JobHandle find(Message message) throws RefVideoInvalidRequestException {
        Object body = message.getBody();
        Object header = message.getHeader(RefVideoConstants.JOB);
        JobHandle inBody = body instanceof JobHandle known ? known : null;
        if (inBody != null) {
            return inBody;
        }
        String text = isLong(body) ? null : text(message);
        if (text != null
                && text.strip().startsWith("{")
                && (text.length() <= LONGEST || header == null)) {
            return parse(text, "the body");
        }
        if (header instanceof JobHandle known) {
            return known;
        }
        String inHeader = headerText(message, header);
        if (inHeader != null) {
            return parse(inHeader, "the header CamelRefVideoJob");
        }
        throw invalid(
                "There is no job handle in the message: put the JSON that submit gave, or the"
                        + " header CamelRefVideoJob of any step, into the body or into that"
                        + " header",
                null);
    }

    private static String headerText(Message message, Object header)
            throws RefVideoInvalidRequestException {
        try {
            return header instanceof JsonNode json && json.isObject()
                    ? json.toString()
                    : MessageValue.text(message.getExchange(), header);
        } catch (BadValueException e) {
            throw invalid(
                    "The header CamelRefVideoJob is a "
                            + header.getClass().getTypeName()
                            + "; "
                            + e.getMessage(),
                    e);
        }
    }

    /** A handle, and a little more, to tell one that is too long from none. */
    private static String text(Message message) throws RefVideoInvalidRequestException {
        try {
            return MessageBody.text(message, 2 * LONGEST).orElse(null);
        } catch (IOException e) {
            throw invalid("The body cannot be read", e);
        }
    }

    /** A video from an earlier step, say. */
    private static boolean isLong(Object body) {
        return body == null
                || body instanceof byte[] bytes && bytes.length > LONGEST
                || body instanceof StreamCache cache && cache.length() > LONGEST
                || body instanceof File file && isLong(file)
                || body instanceof Path path && isLong(path.toFile())
                || body instanceof WrappedFile<?> wrapped
                        && !(wrapped.getFile() instanceof File file && !isLong(file));
    }

    private static boolean isLong(File file) {
        return !file.isFile() || file.length() > LONGEST;
    }

    private static JobHandle parse(String text, String where)
            throws RefVideoInvalidRequestException {
        if (text.length() > LONGEST) {
            throw invalid(
                    "In "
                            + where
                            + ": a job handle of more than "
                            + LONGEST
                            + " characters is too long",
                    null);
        }
        try {
            return JobHandle.fromJson(text);
        } catch (IllegalArgumentException e) {
            throw invalid("In " + where + ": " + e.getMessage(), e);
        }
    }

    /** Case of scheme and host, the default port and a last slash make no other place. */
    private static String place(String baseUrl) {
        try {
            URI uri = URI.create(baseUrl.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
            return scheme
                    + "://"
                    + String.valueOf(uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@")
                    + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)
                    + ":"
                    + port
                    + String.valueOf(uri.getRawPath()).replaceFirst("/+$", "")
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return baseUrl;
        }
    }

    /** What comes from a message is shown without what could be a secret, and not at length. */
    private static String printable(String text) {
        String safe = text.replaceAll("[?#].*", "").replaceAll("//[^/@]*@", "//…@");
        return LogText.line(safe, 100);
    }

    private static RefVideoInvalidRequestException invalid(String message, Throwable cause) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(ErrorKind.INVALID_REQUEST, message).cause(cause));
    }
}
