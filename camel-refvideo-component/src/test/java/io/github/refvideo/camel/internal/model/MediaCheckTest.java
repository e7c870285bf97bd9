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

import io.github.refvideo.camel.ValidationMode;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local media is checked against the limits of the model; 1 MB is 1024 x 1024 bytes. */
class MediaCheckTest {

    @ParameterizedTest
    @CsvSource({
        "wan2.6-r2v, image/png, 10485760, 240, 240, 0",
        "wan2.6-r2v, image/webp, 1000, 5000, 240, 0",
        "wan2.6-r2v, image/bmp, 1000, 0, 0, 0",
        "wan2.6-r2v, video/mp4, 104857600, 16, 16, 30000",
        "wan2.6-r2v, video/quicktime, 1000, 100, 100, 1000",
        "alibaba/wan-v2.6-r2v-flash, video/mp4, 1000, 100, 100, 30033",
        "wan2.7-r2v, image/jpeg, 20971520, 8000, 1000, 0",
        "wan2.7-r2v, video/mp4, 1000, 4096, 512, 0",
        "wan3.0-video, audio/mpeg, 1000, 0, 0, 0",
        "wan3.0-video, image/jpeg, 1000, 8000, 240, 0",
        "happyhorse-1.1-r2v, image/webp, 1000, 400, 9000, 0",
        "bytedance/seedance-2.0, image/tiff, 100000000, 1, 9000, 0"
    })
    void modelsTakeWhatTheirMakersSay(
            String model, String type, long bytes, int width, int height, long millis) {
        assertThat(check(model, local(type, bytes, width, height, millis)).errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wan2.6-r2v|image/gif|9|300|300|0|image/gif|image/jpeg or image/png",
                "wan2.6-r2v|image/png|10485761|300|300|0|10485761 bytes|at most 10 MB",
                "wan2.6-r2v|image/png|9|239|300|0|239x300|240 to 5000 pixels",
                "wan2.6-r2v|image/png|9|300|5001|0|300x5001|240 to 5000 pixels",
                "wan2.6-r2v|video/webm|9|300|300|0|video/webm|video/mp4 or video/quicktime",
                "wan2.6-r2v|video/mp4|104857601|300|300|0|104857601 bytes|at most 100 MB",
                "wan2.6-r2v|video/mp4|9|300|300|899|0.899 s|1 to 30 s",
                "wan2.6-r2v|video/mp4|9|300|300|31000|31 s|1 to 30 s",
                "wan2.7-r2v|image/png|9|8000|999|0|8000x999|1:8 to 8:1",
                "wan2.7-r2v|image/png|9|300|2401|0|300x2401|1:8 to 8:1",
                "wan2.7-r2v|image/png|20971521|300|300|0|20971521 bytes|at most 20 MB",
                "wan2.7-r2v|video/mp4|9|4097|600|0|4097x600|240 to 4096 pixels",
                "wan3.0-video|video/mp4|9|300|300|16000|16 s|1 to 15 s",
                "wan3.0-video|audio/ogg|9|0|0|0|audio/ogg|audio/wav or audio/mpeg",
                "wan3.0-video|audio/wav|15728641|0|0|0|15728641 bytes|at most 15 MB",
                "happyhorse-1.0-r2v|image/bmp|9|500|500|0|image/bmp|image/jpeg or image/png",
                "happyhorse-1.0-r2v|image/png|9|399|900|0|399x900|at least 400 pixels"
            })
    void whatAModelRefusesIsRefusedBeforeItIsSent(
            String model,
            String type,
            long bytes,
            int width,
            int height,
            long millis,
            String found,
            String allowed) {
        assertThat(check(model, local(type, bytes, width, height, millis)).errors())
                .anySatisfy(
                        error -> {
                            assertThat(error.toString())
                                    .startsWith(
                                            "referenceUrls (header CamelRefVideoReferenceUrls): ")
                                    .contains("'reference 1: " + found + "'")
                                    .contains(model)
                                    .contains(allowed);
                        });
    }

    @Test
    void allErrorsAreReportedTogetherAndNumbered() {
        List<ValidationError> errors =
                check(
                                "wan2.6-r2v",
                                local("image/png", 9, 300, 300, 0),
                                local("image/gif", 99_999_999, 1, 1, 0))
                        .errors();

        assertThat(errors).hasSize(3).allMatch(p -> p.value().startsWith("reference 2"));
    }

    @Test
    void tooLongVideosInTotalAreRejected() {
        Reference video = local("video/mp4", 9, 300, 300, 8000);

        assertThat(check("wan3.0-video", video).errors()).isEmpty();
        assertThat(check("wan3.0-video", video, video).errors())
                .singleElement()
                .asString()
                .contains("2 videos of 16 s together")
                .contains("at most 15 s");
        assertThat(check("wan2.7-r2v", video, video, video, video).errors()).isEmpty();
    }

    /** Seedance limits the sum only, MiniMax each video and the sum. */
    @Test
    void limitOfTheSumHoldsForASingleVideoToo() {
        Reference eight = local("video/webm", 9, 300, 300, 8000);
        Reference twenty = local("video/webm", 9, 300, 300, 20_000);

        assertThat(check("bytedance/seedance-2.0", eight).errors()).isEmpty();
        assertThat(check("bytedance/seedance-2.0-mini", eight, eight).errors())
                .singleElement()
                .asString()
                .contains("16 s together", "at most 15 s together");
        assertThat(check("bytedance/seedance-2.0", twenty).errors())
                .singleElement()
                .asString()
                .contains("20 s together", "at most 15 s together");
        assertThat(check("minimax/minimax-h3", twenty).errors()).hasSize(1);
        assertThat(check("minimax/minimax-h3", eight, eight).errors())
                .singleElement()
                .asString()
                .contains("16 s together");
        assertThat(check("bytedance/seedance-2.5", twenty, twenty).errors()).isEmpty();
    }

    @Test
    void transparencyCausesAWarning() {
        MediaInfo facts = new MediaInfo("image/png", 9, 300, 300, "ab", 0, true);

        ValidationResult result = check("wan2.6-r2v", Reference.local(facts, null));

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).anyMatch(d -> d.details().contains("transparent"));
        assertThat(check("happyhorse-1.0-r2v", Reference.local(facts, null)).warnings())
                .noneMatch(d -> d.details().contains("transparent"));
    }

    @Test
    void remoteMediaIsNotChecked() {
        assertThat(
                        check("wan2.6-r2v", new Reference("https://h/a.gif", "image/gif", null))
                                .errors())
                .isEmpty();
    }

    @Test
    void lenientValidationSendsItWithAWarning() {
        RequestReading reading =
                TestRequests.reading(ServiceLimits.gateway(), ValidationMode.lenient)
                        .set(RequestOption.MODEL, "alibaba/wan-v2.6-r2v")
                        .set(RequestOption.PROMPT, "character1 waves")
                        .references(List.of(local("image/gif", 9, 300, 300, 0)));

        assertThat(reading.read()).isPresent();
        assertThat(reading.warnings()).anyMatch(d -> d.details().contains("image/gif"));
    }

    @Test
    void localMediaHasNoUrlThatCouldBeWrong() {
        for (String model : List.of("wan2.6-r2v", "wan2.7-r2v", "google/veo-3.1-generate-001")) {
            assertThat(check(model, local("image/png", 9, 300, 300, 0)).errors()).isEmpty();
        }
    }

    @Test
    void inlineVideoIsRejected() {
        assertThat(
                        check("google/veo-3.1-generate-001", local("video/mp4", 9, 300, 300, 0))
                                .errors())
                .isNotEmpty();
    }

    @Test
    void textCannotPretendToBeLocal() {
        RequestReading reading =
                new RequestReading()
                        .set(RequestOption.MODEL, "m")
                        .set(RequestOption.PROMPT, "p")
                        .references(List.of(Reference.of("local:" + "ab".repeat(32))));

        assertThat(reading.read()).isEmpty();
        assertThat(reading.errors()).singleElement().asString().contains("http or https");
    }

    private static ValidationResult check(String model, Reference... references) {
        RequestReading reading =
                new RequestReading()
                        .set(RequestOption.MODEL, model)
                        .set(RequestOption.PROMPT, "A scene")
                        .references(Arrays.asList(references));
        return new ModelCheck(ModelTable.builtIn(), ServiceLimits.other())
                .check(reading.read().orElseThrow(() -> new AssertionError(reading.errors())));
    }

    private static Reference local(String type, long bytes, int width, int height, long millis) {
        return Reference.local(
                new MediaInfo(type, bytes, width, height, "ab".repeat(32), millis, false), null);
    }
}
