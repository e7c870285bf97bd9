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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.multipart.MultipartFile;

/** The folders of all jobs, named by job id. */
@Component
class JobFolders {

    private static final String UNFINISHED = ".new-";
    private static final String DELETED = ".deleted-";

    private final Path jobs;
    private final ObjectMapper json;

    JobFolders(@Value("${videos.directory}") Path directory, ObjectMapper json) throws IOException {
        this.jobs = Files.createDirectories(directory.resolve("jobs"));
        this.json = json;
        Files.createDirectories(directory.resolve("arriving"));
        removeIncomplete();
    }

    /** Deletes orders that an earlier process has not completely stored or deleted. */
    private void removeIncomplete() throws IOException {
        try (Stream<Path> folders = Files.list(jobs)) {
            for (Path folder : folders.filter(JobFolders::isIncomplete).toList()) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    private static boolean isIncomplete(Path folder) {
        return folder.getFileName().toString().startsWith(".");
    }

    /** The folder of an order; it is not new if the same id was used before. */
    record StoredOrder(JobFolder folder, boolean isNew, boolean isSameOrder) {}

    /** Stores an order atomically. */
    StoredOrder store(String id, VideoOrder order, List<MultipartFile> images) throws IOException {
        JobFolder draft = new JobFolder(Files.createTempDirectory(jobs, UNFINISHED), json);
        try {
            MessageDigest digest = sha256();
            digest.update(json.writeValueAsBytes(order));
            for (int i = 0; i < images.size(); i++) {
                try (var content = new DigestInputStream(images.get(i).getInputStream(), digest)) {
                    Files.copy(content, draft.image(i + 1));
                }
            }
            String hex = HexFormat.of().formatHex(digest.digest());
            List<String> types = images.stream().map(MultipartFile::getContentType).toList();
            draft.write(new JobFolder.Ordered(order, Instant.now(), hex, types));
            JobFolder folder = new JobFolder(jobs.resolve(id), json);
            boolean isNew = moveAtomically(draft.path(), folder.path());
            return new StoredOrder(folder, isNew, isNew || folder.ordered().digest().equals(hex));
        } finally {
            FileSystemUtils.deleteRecursively(draft.path());
        }
    }

    /** A move does not replace a folder that is not empty. */
    private static boolean moveAtomically(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            if (Files.exists(folder.resolve(JobFolder.ORDER))) {
                return false;
            }
            throw e;
        }
    }

    /** Ids come from clients, so the format is checked first. */
    Optional<JobFolder> find(String id) {
        return id.matches("[0-9a-f]{32}") && Files.isDirectory(jobs.resolve(id))
                ? Optional.of(new JobFolder(jobs.resolve(id), json))
                : Optional.empty();
    }

    List<JobFolder> unfinished() {
        return all().stream().filter(folder -> !folder.isFinished()).toList();
    }

    List<JobFolder> newest(int limit) {
        Map<JobFolder, Long> times =
                all().stream()
                        .collect(Collectors.toMap(Function.identity(), JobFolder::orderedMillis));
        return times.entrySet().stream()
                .sorted(Map.Entry.<JobFolder, Long>comparingByValue().reversed())
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<JobFolder> all() {
        try (Stream<Path> folders = Files.list(jobs)) {
            return folders.filter(folder -> !isIncomplete(folder))
                    .map(folder -> new JobFolder(folder, json))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder atomically: no other request sees a part of it. */
    void discard(JobFolder folder) throws IOException {
        Path deleted = jobs.resolve(DELETED + UUID.randomUUID());
        try {
            Files.move(folder.path(), deleted, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another request has deleted it.
            return;
        }
        FileSystemUtils.deleteRecursively(deleted);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
