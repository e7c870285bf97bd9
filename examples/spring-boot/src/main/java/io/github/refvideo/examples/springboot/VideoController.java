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
import io.github.refvideo.examples.springboot.JobFolders.StoredOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The HTTP API. */
@RestController
@RequestMapping("/videos")
class VideoController {

    private static final String KEY = "Idempotency-Key";

    private static final int NEWEST = 100;

    private final JobFolders folders;
    private final Orders orders;
    private final JobStates states;
    private final JobEvents events;
    private final VideoFiles files;
    private final ObjectMapper json;

    VideoController(
            JobFolders folders,
            Orders orders,
            JobStates states,
            JobEvents events,
            VideoFiles files,
            ObjectMapper json) {
        this.folders = folders;
        this.orders = orders;
        this.states = states;
        this.events = events;
        this.files = files;
        this.json = json;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobState> order(
            InputStream body, @RequestHeader(name = KEY, required = false) String key)
            throws Exception {
        VideoOrder order = OrderValidator.read(body, json);
        OrderValidator.checkUrls(order);
        return accept(key, order, List.of());
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<JobState> order(
            VideoOrderForm form,
            @RequestParam Map<String, String> fields,
            @RequestParam(name = "references", required = false) List<MultipartFile> images,
            @RequestHeader(name = KEY, required = false) String key)
            throws Exception {
        OrderValidator.checkFieldNames(fields.keySet());
        VideoOrder order = form.order();
        OrderValidator.checkImages(order, images);
        return accept(key, order, images);
    }

    /** The form fields besides the images. An empty field means not set. */
    record VideoOrderForm(
            String model,
            String prompt,
            String negativePrompt,
            String resolution,
            String aspectRatio,
            Integer duration,
            String shotType,
            Boolean audio,
            Long seed) {

        VideoOrder order() {
            return new VideoOrder(
                    orNull(model),
                    prompt,
                    orNull(negativePrompt),
                    null,
                    orNull(resolution),
                    orNull(aspectRatio),
                    duration,
                    orNull(shotType),
                    audio,
                    seed);
        }

        private static String orNull(String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }

    private ResponseEntity<JobState> accept(
            String key, VideoOrder order, List<MultipartFile> images) throws Exception {
        StoredOrder stored = folders.store(id(key), order, images);
        if (!stored.isSameOrder()) {
            throw new ResponseStatusException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "This " + KEY + " was used for another order; use a new one.");
        }
        if (stored.isNew()) {
            try {
                orders.send(stored.folder());
            } finally {
                // Also if it was rejected, because a page may have got its state meanwhile.
                events.changed(stored.folder().id());
            }
        }
        return ResponseEntity.accepted()
                .location(URI.create(JobStates.self(stored.folder())))
                .body(states.of(stored.folder()));
    }

    /** The same key gives the same job id. Without a key, each order is a new job. */
    private static String id(String key) {
        if (key == null) {
            return UUID.randomUUID().toString().replace("-", "");
        }
        if (key.isBlank() || key.length() > 250) {
            throw new InvalidOrderException(KEY, "must have 1 to 250 characters");
        }
        byte[] digest = JobFolders.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    /** The newest jobs first. */
    @GetMapping
    ResponseEntity<List<JobState>> all() throws Exception {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(states.of(folders.newest(NEWEST)));
    }

    @GetMapping("/{id}")
    ResponseEntity<JobState> state(@PathVariable("id") String id) throws Exception {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(states.of(folder(id)));
    }

    @GetMapping("/{id}/video")
    void video(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        files.sendVideo(folder(id), request, response);
    }

    @GetMapping("/{id}/references/{number}")
    void reference(
            @PathVariable("id") String id,
            @PathVariable("number") int number,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        files.sendReference(folder(id), number, request, response);
    }

    /** Cancels a job. It then fails with the kind JOB_CANCELED. */
    @PostMapping("/{id}/cancel")
    ResponseEntity<JobState> cancel(@PathVariable("id") String id) throws Exception {
        JobFolder folder = folder(id);
        JobState job = states.of(folder);
        try {
            if (!folder.isCanceled()
                    && (job.cancelable == null || !orders.cancel(folder, job.jobId))) {
                throw new ResponseStatusException(
                        HttpStatus.CONFLICT, "This job cannot be canceled now.");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_GATEWAY, "It is not known whether this job was canceled.", e);
        }
        return ResponseEntity.accepted().body(states.of(folder));
    }

    /** Deletes the order, its images and its video. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable("id") String id) throws Exception {
        JobFolder folder = folder(id);
        if (states.isOpen(folder)) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "The service may still deliver a video for this job.");
        }
        folders.discard(folder);
        events.changed(id);
        return ResponseEntity.noContent().build();
    }

    private JobFolder folder(String id) {
        return folders.find(id)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.NOT_FOUND, "There is no such job."));
    }
}
