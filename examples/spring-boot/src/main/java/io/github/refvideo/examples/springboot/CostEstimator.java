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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The maximum cost of an order by list prices, before anything is paid. */
@Component
class CostEstimator {

    private final RefVideoComponent component;

    CostEstimator(RefVideoComponent component) {
        this.component = component;
    }

    /** In US dollars; null if the list has no price. */
    BigDecimal of(JobFolder.Ordered ordered) {
        List<Reference> references =
                ordered.order().references() != null
                        ? ordered.order().references().stream().map(Reference::of).toList()
                        : ordered.mediaTypes() == null
                                ? List.of()
                                : ordered.mediaTypes().stream().map(CostEstimator::upload).toList();
        return of(ordered.order(), references);
    }

    /** In US dollars; null if the list has no price. */
    BigDecimal of(VideoOrder order, List<Reference> references) {
        RefVideoConfiguration settings = component.getConfiguration();
        return component
                .estimateCost(
                        new VideoRequest(
                                or(order.model(), settings.getModel()),
                                order.prompt(),
                                null,
                                references,
                                Optional.ofNullable(
                                                or(order.resolution(), settings.getResolution()))
                                        .flatMap(Resolution::parse)
                                        .orElse(null),
                                or(order.aspectRatio(), settings.getAspectRatio()),
                                or(order.duration(), settings.getDuration()),
                                null,
                                null,
                                null,
                                or(order.audio(), settings.getAudio()),
                                null,
                                null,
                                Map.of()))
                .orElse(null);
    }

    /** A reference that is uploaded later, so that its URL is not known. */
    static Reference upload(String mediaType) {
        return new Reference("https://upload", mediaType, null);
    }

    private static <T> T or(T first, T second) {
        return first != null ? first : second;
    }
}
