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
package io.github.refvideo.examples.springboot;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/**
 * The folder of one job. It contains the order (order.json, uploaded images) and the outcome
 * (result.json and the video, or failure.json). Purchases and running jobs are in the component's
 * job repository.
 */
record JobFolder(Path path, ObjectMapper json) {

    static final String ORDER = "order.json";
    private static final String VIDEO = "video";
    private static final String RESULT = "result.json";
    private static final String FAILURE = "failure.json";
    private static final String REFERENCE = "reference-";

    /**
     * The order.
     *
     * @param digest of the order and its images, to detect a key that is used for another order
     * @param mediaTypes of the uploaded references, as declared by the client
     */
    record Ordered(VideoOrder order, Instant at, String digest, List<String> mediaTypes) {

        /** Of the reference with a number from 1. */
        String mediaType(int number) {
            String type = mediaTypes == null ? null : mediaTypes.get(number - 1);
            return type == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : type;
        }
    }

    /**
     * Facts about a finished video; null if the service did not report them.
     *
     * @param runSeconds from the submit until the video arrived
     */
    record Result(
            Instant at,
            String mediaType,
            String jobId,
            String model,
            Integer polls,
            BigDecimal cost,
            BigDecimal estimatedCost,
            Object warnings,
            Double runSeconds) {}

    /** Why there is no video. */
    record Failure(Instant at, String kind, String message, String jobId) {}

    String id() {
        return path.getFileName().toString();
    }

    Ordered ordered() {
        return read(ORDER, Ordered.class).orElseThrow();
    }

    /** A video takes precedence over an earlier failure. */
    Optional<Result> result() {
        return Files.exists(video()) ? read(RESULT, Result.class) : Optional.empty();
    }

    Optional<Failure> failure() {
        return read(FAILURE, Failure.class);
    }

    boolean isCanceled() {
        return result().isEmpty()
                && failure()
                        .filter(failure -> failure.kind().equals(ErrorKind.JOB_CANCELED.name()))
                        .isPresent();
    }

    boolean isFinished() {
        return Files.exists(video()) || Files.exists(path.resolve(FAILURE));
    }

    Path video() {
        return path.resolve(VIDEO);
    }

    /** When the order was stored. */
    long orderedMillis() {
        return path.resolve(ORDER).toFile().lastModified();
    }

    /** The uploaded images and videos in order. */
    List<Path> images() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith(REFERENCE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path image(int number) {
        return path.resolve(REFERENCE + "%02d".formatted(number));
    }

    void write(Ordered ordered) throws IOException {
        write(ORDER, ordered);
    }

    void write(Failure failure) throws IOException {
        write(FAILURE, failure);
    }

    /** Moves the video last, because the job counts as succeeded when the video exists. */
    void saveResult(Path arrived, Result result) throws IOException {
        write(RESULT, result);
        Files.move(arrived, video(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(String name, Object value) throws IOException {
        Path part = Files.createTempFile(path, ".", ".part");
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(json.writeValueAsBytes(value)));
            file.force(true);
        }
        Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        Path file = path.resolve(name);
        try {
            return Files.exists(file)
                    ? Optional.of(json.readValue(file.toFile(), type))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
