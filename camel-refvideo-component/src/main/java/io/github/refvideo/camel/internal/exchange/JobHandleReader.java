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
import org.jspecify.annotations.Nullable;

/**
 * Reads the job handle of a message: from the body, otherwise from the header {@code
 * CamelRefVideoJob}.
 */
public final class JobHandleReader {

    /**
     * In characters. A handle can contain data of the submit response, which has at most 1 MiB;
     * escapes can double the length. Longer text is not a handle.
     */
    static final int MAX_LENGTH = 4 << 20;

    private JobHandleReader() {}

    /**
     * @param provider of the endpoint; a handle is untrusted input and must not select another
     *     service
     */
    public static JobHandle read(Message message, VideoProvider provider)
            throws RefVideoInvalidRequestException {
        JobHandle handle = find(message);
        if (!handle.provider().equals(provider.name())
                || !normalized(handle.baseUrl()).equals(normalized(provider.baseUrl()))) {
            throw invalid(
                    "The job was submitted to "
                            + printable(handle.provider())
                            + " at "
                            + printable(handle.baseUrl())
                            + ", but this endpoint uses "
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
                && (text.length() <= MAX_LENGTH || header == null)) {
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
                "The message contains no job handle: set the body or the header"
                        + " CamelRefVideoJob to the handle that submit returned",
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

    /** Reads more than the maximum length, to distinguish a handle that is too long from none. */
    private static String text(Message message) throws RefVideoInvalidRequestException {
        try {
            return MessageBody.text(message, 2 * MAX_LENGTH).orElse(null);
        } catch (IOException e) {
            throw invalid("The body cannot be read", e);
        }
    }

    /** Whether the body is too long for a handle, such as the video of an earlier step. */
    private static boolean isLong(Object body) {
        return body == null
                || body instanceof byte[] bytes && bytes.length > MAX_LENGTH
                || body instanceof StreamCache cache && cache.length() > MAX_LENGTH
                || body instanceof File file && isLong(file)
                || body instanceof Path path && isLong(path.toFile())
                || body instanceof WrappedFile<?> wrapped
                        && !(wrapped.getFile() instanceof File file && !isLong(file));
    }

    private static boolean isLong(File file) {
        return !file.isFile() || file.length() > MAX_LENGTH;
    }

    private static JobHandle parse(String text, String where)
            throws RefVideoInvalidRequestException {
        if (text.length() > MAX_LENGTH) {
            throw invalid(
                    "In "
                            + where
                            + ": a job handle of more than "
                            + MAX_LENGTH
                            + " characters is too long",
                    null);
        }
        try {
            return JobHandle.fromJson(text);
        } catch (IllegalArgumentException e) {
            throw invalid("In " + where + ": " + e.getMessage(), e);
        }
    }

    /** Case of scheme and host, the default port and a trailing slash are not significant. */
    private static String normalized(String baseUrl) {
        try {
            URI uri = URI.create(baseUrl.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            // Not the host: URI has none for a name with an underscore.
            String authority = String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT);
            boolean named = authority.matches(".*:\\d+");
            return scheme
                    + "://"
                    + authority
                    + (named ? "" : scheme.equals("http") ? ":80" : ":443")
                    + String.valueOf(uri.getRawPath()).replaceFirst("/+$", "")
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return baseUrl;
        }
    }

    /** Removes possible secrets, and limits the length. */
    private static String printable(String text) {
        String safe = text.replaceAll("[?#].*", "").replaceAll("//[^/@]*@", "//...@");
        return LogText.line(safe, 100);
    }

    private static RefVideoInvalidRequestException invalid(
            String message, @Nullable Throwable cause) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(ErrorKind.INVALID_REQUEST, message).cause(cause));
    }
}
