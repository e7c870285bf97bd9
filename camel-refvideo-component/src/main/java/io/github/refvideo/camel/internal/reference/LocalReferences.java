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
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
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

/**
 * The local media of one message. The same content given twice makes two references and is kept
 * once. Reads from disk on the calling thread.
 *
 * <p>Not thread-safe; used for one message.
 */
public final class LocalReferences {

    private final ReferenceSettings settings;
    private final Exchange exchange;
    private final StreamSpooler streams;
    private final ReadOnce readOnce;
    private final RestrictedFileResolver jail;
    private final Map<String, LocalMedia> media = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    LocalReferences(
            ReferenceSettings settings,
            Exchange exchange,
            Consumer<Runnable> atEnd,
            ReadOnce readOnce) {
        this.settings = settings;
        this.exchange = exchange;
        this.streams = new StreamSpooler(atEnd, settings);
        this.readOnce = readOnce;
        this.jail = new RestrictedFileResolver(settings.fileDirectory());
    }

    /** By the references' URLs. */
    Map<String, LocalMedia> media() {
        return Collections.unmodifiableMap(media);
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** Whether a value is media itself, and neither text nor a list. */
    static boolean isMedia(Object value) {
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

    /** Another form of stream that Camel can make from a value; null when it cannot. */
    InputStream converted(Object value) {
        return exchange.getContext()
                .getTypeConverter()
                .tryConvertTo(InputStream.class, exchange, value);
    }

    /**
     * @param value see {@link #isMedia}
     * @param declared media type that somebody declares; may be null
     * @param voice may be null
     */
    Reference read(Object value, String declared, String voice) throws BadMediaException {
        if (value instanceof WrappedFile<?> wrapped) {
            return wrapped(wrapped, declared, voice);
        } else if (value instanceof File file) {
            return file("file " + file.getName(), file.toPath(), declared, voice);
        } else if (value instanceof Path path) {
            return file("file " + path.getFileName(), path, declared, voice);
        } else if (value instanceof byte[] bytes) {
            return bytes("bytes", ByteBuffer.wrap(bytes), declared, voice);
        } else if (value instanceof ByteArrayOutputStream bytes) {
            return bytes("bytes", ByteBuffer.wrap(bytes.toByteArray()), declared, voice);
        } else if (value instanceof ByteBuffer bytes) {
            return bytes("bytes", bytes, declared, voice);
        }
        return stream(value, declared, voice);
    }

    /** A {@code data:} URL. */
    Reference inline(String url, String declared, String voice) throws BadMediaException {
        String said = declared == null ? ReferenceUrls.inlineType(url) : declared;
        return bytes("inline data", InlineData.ofUrl(url, settings.maxBytes()), said, voice);
    }

    Reference base64(String text, String declared, String voice) throws BadMediaException {
        return bytes("inline data", InlineData.decode(text, settings.maxBytes()), declared, voice);
    }

    /** Whether text of a message names a file, permitted or not. */
    boolean isFile(String text) {
        return jail.takes(text);
    }

    /** A file that text of a message names. */
    Reference file(String text, String declared, String voice) throws BadMediaException {
        return file("file " + text, jail.resolve(text), declared, voice);
    }

    /** A file of this machine, or what a consumer fetched from another. */
    private Reference wrapped(WrappedFile<?> wrapped, String declared, String voice)
            throws BadMediaException {
        if (wrapped.getFile() instanceof File file) {
            return read(file, declared, voice);
        }
        Object body = wrapped.getBody();
        if (isMedia(body) && !(body instanceof WrappedFile)) {
            return read(body, declared, voice);
        }
        InputStream stream = converted(wrapped);
        if (stream == null) {
            throw new BadMediaException("a remote file", "its content was not fetched");
        }
        return read(stream, declared, voice);
    }

    private Reference stream(Object value, String declared, String voice) throws BadMediaException {
        if (value instanceof StreamCache cache) {
            return kept("stream", spooled(streams.keep(cache)), declared, voice);
        }
        if (value instanceof InputStream stream) {
            LocalMedia content =
                    readOnce.memoryOf(stream, SpooledContent::new)
                            .orElse(() -> spooled(keep(stream)));
            MediaInspector.checkSize(content.facts().length(), settings.maxBytes());
            return kept("stream", content, declared, voice);
        }
        InputStream stream = open(value);
        if (stream == null) {
            return read(content((DataHandler) value), declared, voice);
        }
        return kept("stream", spooled(keep(stream)), declared, voice);
    }

    private SpoolFile keep(InputStream stream) throws BadMediaException {
        try {
            return streams.keep(stream);
        } finally {
            IOHelper.close(stream);
        }
    }

    /** Null for a handler that holds an object and nobody who writes it to a stream. */
    private static InputStream open(Object value) throws BadMediaException {
        try {
            if (value instanceof DataHandler handler) {
                return handler.getInputStream();
            }
            return ((DataSource) value).getInputStream();
        } catch (UnsupportedDataTypeException e) {
            return null;
        } catch (IOException e) {
            throw new BadMediaException("an attachment", "it cannot be read: " + reason(e));
        }
    }

    private static Object content(DataHandler handler) throws BadMediaException {
        Object content = null;
        try {
            content = handler.getContent();
        } catch (IOException e) {
            // Then there is none.
        }
        if (!isMedia(content) || content instanceof DataHandler) {
            throw new BadMediaException("an attachment", "its content must be bytes or a stream");
        }
        return content;
    }

    private LocalMedia spooled(SpoolFile file) throws BadMediaException {
        return file("stream", file.path(), file);
    }

    private Reference file(String name, Path file, String declared, String voice)
            throws BadMediaException {
        return kept(name, file(name, file, null), declared, voice);
    }

    private LocalMedia file(String name, Path file, SpoolFile spooled) throws BadMediaException {
        // Asked first: to open a pipe would wait for whoever writes to it.
        if (!Files.isRegularFile(file)) {
            throw new BadMediaException(
                    name, Files.exists(file) ? "it is no regular file" : "there is no such file");
        }
        try {
            Path real = file.toRealPath();
            FileTime modified = FileMedia.modified(real);
            return new FileMedia(real, spooled, modified, measured(name, real));
        } catch (IOException e) {
            throw new BadMediaException(name, "it cannot be read: " + reason(e));
        }
    }

    private MediaInfo measured(String name, Path file) throws IOException, BadMediaException {
        try (SeekableByteChannel content =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return MediaInspector.of(name, content, settings.maxBytes());
        }
    }

    private Reference bytes(String name, ByteBuffer bytes, String declared, String voice)
            throws BadMediaException {
        try (SeekableByteChannel content = new BufferChannel(bytes)) {
            MediaInfo facts = MediaInspector.of(name, content, settings.maxBytes());
            return kept(name, new BufferMedia(bytes.slice(), facts), declared, voice);
        } catch (IOException e) {
            throw new BadMediaException(name, "it cannot be read: " + reason(e));
        }
    }

    private Reference kept(String name, LocalMedia found, String declared, String voice) {
        MediaInfo facts = found.facts();
        if (contradicts(declared, facts.mediaType())) {
            warnings.add(
                    Warning.local(
                            "referenceUrls",
                            name
                                    + " is declared as "
                                    + MediaType.normalize(declared)
                                    + " and is "
                                    + facts.mediaType()
                                    + "; its content counts"));
        }
        Reference reference = Reference.local(facts, voice);
        media.putIfAbsent(reference.url(), found);
        return reference;
    }

    /** Whether a declaration says something, and something else than the content. */
    public static boolean contradicts(String declared, String content) {
        String type = MediaType.normalize(declared);
        return MediaType.isMedia(type)
                && type.indexOf('/') > 0
                && !type.endsWith("/*")
                && !type.equals(MediaType.normalize(content));
    }

    /** Without the path: where spooled files lie is nobody's business. */
    static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
