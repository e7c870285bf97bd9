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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.Warning;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.UnsupportedDataTypeException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the local media of one message. The same content given twice makes two references and is
 * kept once. Reads from disk on the calling thread. Not thread-safe; used for one message.
 */
public final class LocalReferences {

    private final ReferenceSettings settings;
    private final Exchange exchange;
    private final StreamSpooler spooler;
    private final ReplayCache replays;
    private final RestrictedFileResolver files;
    private final Map<String, LocalMedia> media = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    LocalReferences(
            ReferenceSettings settings,
            Exchange exchange,
            Consumer<Runnable> onDone,
            ReplayCache replays) {
        this.settings = settings;
        this.exchange = exchange;
        this.spooler = new StreamSpooler(onDone, settings);
        this.replays = replays;
        this.files = new RestrictedFileResolver(settings.fileDirectory());
    }

    /** By the URLs of the references. */
    Map<String, LocalMedia> media() {
        return Collections.unmodifiableMap(media);
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** Whether bytes start like an image, video or audio. */
    public static boolean isMediaContent(byte[] content) {
        return LocalMediaFactory.isMedia(ByteBuffer.wrap(content));
    }

    /** Whether a value is media itself, and not text or a list. */
    static boolean isMedia(@Nullable Object value) {
        return value instanceof File
                || value instanceof Path
                || value instanceof WrappedFile
                || value instanceof byte[]
                || value instanceof ByteBuffer
                || value instanceof InputStream
                || value instanceof StreamCache
                || value instanceof ByteArrayOutputStream
                || value instanceof DataHandler
                || value instanceof DataSource;
    }

    /** A value as a stream, if Camel has a type converter for it. */
    @Nullable InputStream convertToStream(Object value) {
        return exchange.getContext()
                .getTypeConverter()
                .tryConvertTo(InputStream.class, exchange, value);
    }

    /**
     * @param value see {@link #isMedia}
     * @param declared the media type that the message declares
     * @param voice the URL of a voice
     */
    Reference read(Object value, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        if (value instanceof WrappedFile<?> wrapped) {
            return readWrapped(wrapped, declared, voice);
        } else if (value instanceof File file) {
            return readFile("file " + file.getName(), file.toPath(), declared, voice);
        } else if (value instanceof Path path) {
            return readFile("file " + path.getFileName(), path, declared, voice);
        } else if (value instanceof byte[] bytes) {
            return readBytes("bytes", ByteBuffer.wrap(bytes), declared, voice);
        } else if (value instanceof ByteArrayOutputStream bytes) {
            return readBytes("bytes", ByteBuffer.wrap(bytes.toByteArray()), declared, voice);
        } else if (value instanceof ByteBuffer bytes) {
            return readBytes("bytes", bytes, declared, voice);
        }
        return readStream(value, declared, voice);
    }

    /** Reads a {@code data:} URL. */
    Reference readDataUrl(String url, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        String type = declared == null ? ReferenceUrls.inlineType(url) : declared;
        ByteBuffer bytes = ReferenceText.decodeDataUrl(url, settings.maxBytes());
        return readBytes("inline data", bytes, type, voice);
    }

    Reference readBase64(String text, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        ByteBuffer bytes = ReferenceText.decodeBase64(text, settings.maxBytes());
        return readBytes("inline data", bytes, declared, voice);
    }

    /** Whether text of a message is a file name, permitted or not. */
    boolean isFileName(String text) {
        return files.isFileName(text);
    }

    /** Reads a file that text of a message names. */
    Reference readNamedFile(String text, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        return readFile("file " + text, files.resolve(text), declared, voice);
    }

    /** A local file, or a file that a consumer fetched from another machine. */
    private Reference readWrapped(
            WrappedFile<?> wrapped, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        if (wrapped.getFile() instanceof File file) {
            return read(file, declared, voice);
        }
        Object body = wrapped.getBody();
        if (isMedia(body) && !(body instanceof WrappedFile)) {
            return read(body, declared, voice);
        }
        InputStream stream = convertToStream(wrapped);
        if (stream == null) {
            throw new BadMediaException("a remote file", "its content was not fetched");
        }
        return read(stream, declared, voice);
    }

    private Reference readStream(Object value, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        if (value instanceof StreamCache cache) {
            return add("stream", spooled(spooler.spool(cache)), declared, voice);
        }
        if (value instanceof InputStream stream) {
            LocalMedia content =
                    replays.computeIfAbsent(stream, ReplayCache.Content<LocalMedia>::new)
                            .get(() -> spooled(spoolAndClose(stream)));
            LocalMediaFactory.checkSize(content.facts().length(), settings.maxBytes());
            return add("stream", content, declared, voice);
        }
        InputStream stream = open(value);
        if (stream == null) {
            return read(content((DataHandler) value), declared, voice);
        }
        return add("stream", spooled(spoolAndClose(stream)), declared, voice);
    }

    private SpoolFile spoolAndClose(InputStream stream) throws BadMediaException {
        try {
            return spooler.spool(stream);
        } finally {
            IOHelper.close(stream);
        }
    }

    /** Null for a handler of an object that no content handler can write to a stream. */
    private static @Nullable InputStream open(Object value) throws BadMediaException {
        try {
            if (value instanceof DataHandler handler) {
                return handler.getInputStream();
            }
            return ((DataSource) value).getInputStream();
        } catch (UnsupportedDataTypeException e) {
            return null;
        } catch (IOException e) {
            throw new BadMediaException(
                    "an attachment", "it cannot be read: " + LocalMediaFactory.reason(e));
        }
    }

    private static Object content(DataHandler handler) throws BadMediaException {
        Object content = null;
        try {
            content = handler.getContent();
        } catch (IOException e) {
            // Reported below as content of a wrong type.
        }
        if (content == null || !isMedia(content) || content instanceof DataHandler) {
            throw new BadMediaException("an attachment", "its content must be bytes or a stream");
        }
        return content;
    }

    private LocalMedia spooled(SpoolFile file) throws BadMediaException {
        return LocalMediaFactory.fromFile("stream", file.path(), file, settings.maxBytes());
    }

    private Reference readFile(
            String name, Path file, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        LocalMedia content = LocalMediaFactory.fromFile(name, file, null, settings.maxBytes());
        return add(name, content, declared, voice);
    }

    private Reference readBytes(
            String name, ByteBuffer bytes, @Nullable String declared, @Nullable String voice)
            throws BadMediaException {
        LocalMedia content = LocalMediaFactory.fromBytes(name, bytes, settings.maxBytes());
        return add(name, content, declared, voice);
    }

    private Reference add(
            String name, LocalMedia content, @Nullable String declared, @Nullable String voice) {
        MediaInfo info = content.facts();
        if (contradicts(declared, info.mediaType())) {
            warnings.add(
                    Warning.local(
                            "referenceUrls",
                            name
                                    + " is declared as "
                                    + MediaType.normalize(declared)
                                    + " and is "
                                    + info.mediaType()
                                    + "; the media type of the content is used"));
        }
        Reference reference = Reference.local(info, voice);
        media.putIfAbsent(reference.url(), content);
        return reference;
    }

    /** Whether a declaration is a media type, and a different one than that of the content. */
    public static boolean contradicts(@Nullable String declared, String content) {
        String type = MediaType.normalize(declared);
        return MediaType.isMedia(type)
                && type.indexOf('/') > 0
                && !type.endsWith("/*")
                && !type.equals(MediaType.normalize(content));
    }
}
