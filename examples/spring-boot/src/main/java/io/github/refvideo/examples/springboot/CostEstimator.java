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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/** The maximum cost of an order by list prices, before anything is paid. */
@Component
class CostEstimator {

    private final CamelContext camel;

    CostEstimator(CamelContext camel) {
        this.camel = camel;
    }

    /** In US dollars; null if the list has no price. */
    BigDecimal of(VideoOrder order, JobFolder folder) {
        RefVideoComponent component = camel.getComponent("refvideo", RefVideoComponent.class);
        RefVideoConfiguration settings = component.getConfiguration();
        List<Reference> references =
                order.references() == null
                        ? Collections.nCopies(folder.images().size(), Reference.of("https://image"))
                        : order.references().stream().map(Reference::of).toList();
        return component
                .estimateCost(
                        new VideoRequest(
                                settings.getModel(),
                                order.prompt(),
                                null,
                                references,
                                Resolution.parse(or(order.resolution(), settings.getResolution()))
                                        .orElse(null),
                                settings.getAspectRatio(),
                                order.duration() == null
                                        ? settings.getDuration()
                                        : order.duration(),
                                null,
                                null,
                                null,
                                settings.getAudio(),
                                null,
                                null,
                                Map.of()))
                .orElse(null);
    }

    private static String or(String first, String second) {
        return first != null ? first : second == null ? "" : second;
    }
}
