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
package io.github.refvideo.camel.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checks accept any untrusted input. */
class RandomRequestIT {

    private static final int REQUESTS = 5_000;

    private static final String[] PIECES = {
        "character1",
        "character99",
        "Image 1",
        "[Video 2]",
        "<IMAGE_3>",
        "图1",
        "视频２",
        "://",
        "http",
        "https://h/a.mp4",
        "data:",
        "data:video/mp4;base64,",
        "oss://",
        "?",
        "#",
        "/",
        "@",
        ".",
        "..",
        "%",
        "\u0000",
        "\n",
        "\ud83d",
        "\udc00",
        "🎬",
        "x".repeat(2000),
        "16:9",
        "adaptive",
        "",
        " "
    };

    private final Random random = new Random(20261122);

    @Test
    void checkAndEstimateNeverThrow() {
        for (int i = 0; i < REQUESTS; i++) {
            VideoRequest request = request();
            ModelCapabilities model =
                    random.nextInt(10) == 0
                            ? null
                            : ModelTable.builtIn()
                                    .all()
                                    .get(random.nextInt(ModelTable.builtIn().all().size()));
            ValidationResult found =
                    new ModelCheck(ModelTable.builtIn(), service()).check(request, model);

            assertThat(found.errors())
                    .allSatisfy(p -> assertThat(p.toString()).hasSizeLessThan(700));
            assertThat(found.warnings())
                    .allSatisfy(d -> assertThat(d.toString()).hasSizeLessThan(700));
            if (model != null) {
                CostEstimate.of(request)
                        .ifPresent(cost -> assertThat(cost.min()).isLessThanOrEqualTo(cost.max()));
            }
        }
    }

    private VideoRequest request() {
        return new VideoRequest(
                orNull(text()),
                orNull(text()),
                orNull(text()),
                references(),
                orNull(resolution()),
                orNull(text()),
                orNull(number()),
                orNull(number()),
                orNull(ShotType.values()[random.nextInt(2)]),
                orNull(random.nextLong()),
                orNull(random.nextBoolean()),
                orNull(random.nextBoolean()),
                orNull(random.nextBoolean()),
                Map.of());
    }

    private ServiceLimits service() {
        return switch (random.nextInt(3)) {
            case 0 -> ServiceLimits.gateway();
            case 1 -> ServiceLimits.dashScope(orNull(Region.FRANKFURT));
            default -> ServiceLimits.other();
        };
    }

    private List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            references.add(new Reference(text(), orNull(text()), orNull(text())));
        }
        return references;
    }

    private Resolution resolution() {
        return random.nextBoolean()
                ? new Resolution(1280, 720)
                : new Resolution(random.nextInt(), random.nextInt());
    }

    private Integer number() {
        return random.nextBoolean() ? Integer.valueOf(random.nextInt(40) - 2) : random.nextInt();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    random.nextInt(4) == 0
                            ? Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private <T> T orNull(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }
}
