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

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.VideoModel;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the page needs besides the orders: models, prices and events. */
@RestController
@RequestMapping("/studio")
class StudioController {

    /**
     * The settings of the page.
     *
     * @param simulated whether nothing is billed
     * @param uploads whether images can be uploaded to where the service can fetch them
     * @param confirmAbove US dollars; above it the page asks before it orders
     * @param maxEstimatedCost US dollars; above it an order is rejected. Null without a limit
     * @param defaults used for what an order does not set
     */
    record Settings(
            boolean simulated,
            boolean uploads,
            BigDecimal confirmAbove,
            Double maxEstimatedCost,
            int maxReferences,
            long maxFileBytes,
            long maxRequestBytes,
            Defaults defaults,
            List<VideoModel> models) {}

    record Defaults(String model, String resolution, Integer duration) {}

    /** Null if the price is not known. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Cost(BigDecimal estimatedCost) {}

    private final RefVideoComponent component;
    private final CostEstimator estimate;
    private final JobEvents events;
    private final boolean simulated;
    private final BigDecimal confirmAbove;
    private final DataSize maxFile;
    private final DataSize maxRequest;

    StudioController(
            RefVideoComponent component,
            CostEstimator estimate,
            JobEvents events,
            @Value("${videos.simulated}") boolean simulated,
            @Value("${videos.confirm-above}") BigDecimal confirmAbove,
            @Value("${spring.servlet.multipart.max-file-size}") DataSize maxFile,
            @Value("${spring.servlet.multipart.max-request-size}") DataSize maxRequest) {
        this.component = component;
        this.estimate = estimate;
        this.events = events;
        this.simulated = simulated;
        this.confirmAbove = confirmAbove;
        this.maxFile = maxFile;
        this.maxRequest = maxRequest;
    }

    @GetMapping
    Settings settings() {
        RefVideoConfiguration options = component.getConfiguration();
        return new Settings(
                simulated,
                options.getReferenceStore() != null,
                confirmAbove,
                options.getMaxEstimatedCost(),
                OrderValidator.MAX_REFERENCES,
                maxFile.toBytes(),
                maxRequest.toBytes(),
                new Defaults(options.getModel(), options.getResolution(), options.getDuration()),
                component.getModels());
    }

    /** The price of an order that is not sent. */
    @GetMapping("/cost")
    Cost cost(
            @RequestParam(name = "model", required = false) String model,
            @RequestParam(name = "resolution", required = false) String resolution,
            @RequestParam(name = "aspectRatio", required = false) String aspectRatio,
            @RequestParam(name = "duration", required = false) Integer duration,
            @RequestParam(name = "audio", required = false) Boolean audio,
            @RequestParam(name = "images", defaultValue = "0") int images,
            @RequestParam(name = "videos", defaultValue = "0") int videos) {
        List<Reference> references =
                Stream.concat(uploads("image/png", images), uploads("video/mp4", videos)).toList();
        return new Cost(
                estimate.of(
                        new VideoOrder(
                                model,
                                "",
                                null,
                                null,
                                resolution,
                                aspectRatio,
                                duration,
                                null,
                                audio,
                                null),
                        references));
    }

    private static Stream<Reference> uploads(String mediaType, int number) {
        int count = Math.max(0, Math.min(number, OrderValidator.MAX_REFERENCES));
        return Collections.nCopies(count, CostEstimator.upload(mediaType)).stream();
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(events.open());
    }
}
