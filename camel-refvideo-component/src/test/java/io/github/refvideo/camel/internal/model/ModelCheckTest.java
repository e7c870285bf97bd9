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
import io.github.refvideo.camel.internal.request.ValidationWarning;
import io.github.refvideo.camel.spi.Reference;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allowed and rejected requests for each model, with the error messages. */
class ModelCheckTest {

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wan2.6-r2v                | i          |
                    wan2.6-r2v                | iiiii      | resolution=1280x720 & duration=2 & shotType=single & seed=0
                    wan2.6-r2v                | iivvv      | resolution=1632x1248 & duration=10 & shotType=multi
                    wan2.6-r2v                | vvv        | resolution=832x1088 & watermark=true
                    wan2.6-r2v                | iv         | negativePrompt=x*500 & fps=30
                    alibaba/wan-v2.6-r2v      | ii         | resolution=1280x720 & shotType=single & duration=4
                    wan2.6-r2v-flash          | i          | audio=false
                    wan2.6-r2v-flash          | iv         | audio=true & resolution=1440x1440
                    wan2.7-r2v                | iiiii      | duration=15 & aspectRatio=4:3 & promptExtend=false
                    wan2.7-r2v                | vvvvv      | duration=10 & resolution=720x1280
                    wan2.7-r2v                | iv         | resolution=1280x720 & aspectRatio=9:16
                    wan2.7-r2v                | s          | resolution=1104x832 & duration=2
                    wan2.7-r2v                | d          | resolution=1088x832
                    wan2.7-r2v                | i          | resolution=720x1280 & aspectRatio=9:16
                    wan2.7-r2v-2026-06-12     | i          | duration=15
                    alibaba/wan-v2.7-r2v      | i          | negativePrompt=dull
                    wan3.0-video              | iiiiiiiiii | duration=30 & aspectRatio=adaptive
                    wan3.0-video              | ivvvvvaaaaa| duration=15 & audio=false & resolution=832x480
                    wan3.0-video              | i          | duration=-1 & resolution=1920x1080
                    wan3.0-video-prime        | i          | duration=2 & audio=true
                    alibaba/wan-v3.0-video    | i          | prompt=Image 1 dances
                    happyhorse-1.0-r2v        | iiiiiiiii  | duration=3 & aspectRatio=21:9
                    happyhorse-1.1-r2v        | i          | duration=15 & watermark=false & aspectRatio=5:4
                    bytedance/seedance-2.0    | ivaa       | duration=4 & aspectRatio=adaptive & resolution=1920x1080
                    bytedance/seedance-2.5    | ivvvvvvvvvv| duration=30
                    spacexai/grok-imagine-video | iiiiiii  | duration=1 & resolution=1280x720 & aspectRatio=3:2
                    xai/grok-imagine-video    | i          | duration=10 & audio=false
                    xai/grok-imagine-video    | iaaa       |
                    xai/grok-imagine-video    | a          | prompt=a song
                    spacexai/grok-imagine-video-1.5 | iiiiiii | duration=15
                    bytedance/seedance-2.5    | aaaaaaaaaa | duration=30
                    minimax/minimax-h3        | iiiiiivvvaaa | aspectRatio=21:9
                    heygen/heygen-video-1     | iiiiiiiiiiii | duration=15
                    klingai/kling-v2.6-i2v    | iii        | duration=10 & aspectRatio=1:1 & negativePrompt=dull
                    klingai/kling-v3.0-i2v    | i          | duration=3
                    google/veo-3.1-generate-001 | ddd      | duration=8 & audio=false & resolution=1920x1080
                    minimax/minimax-h3        | iiivvv     | duration=15 & resolution=1366x768
                    """)
    void modelsCanDoWhatTheirMakersSay(String model, String references, String options) {
        RequestReading reading = TestRequests.reading(model, references, options);

        assertThat(reading.read()).as("%s", reading.errors()).isPresent();
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wan2.6-r2v            | iiiiii    |                                  | referenceUrls ; '6 images' ; at most 5 images
                    wan2.6-r2v            | vvvv      |                                  | referenceUrls ; '4 videos' ; at most 3 videos
                    wan2.6-r2v            | iiivvv    |                                  | referenceUrls ; '6 references' ; 1 to 5 in total
                    wan2.6-r2v            | ia        |                                  | referenceUrls ; '1 audio file' ; no audio files
                    wan2.6-r2v            | d         |                                  | referenceUrls ; 'data:image/png,...' ; URLs only
                    wan2.6-r2v            | s         |                                  | referenceUrls ; 'voice https://h.example/0.wav' ; no voice
                    wan2.6-r2v            | i         | resolution=1104x832              | resolution ; '1104x832' ; 1088x832
                    wan2.6-r2v            | i         | resolution=832x480               | resolution ; '832x480' ; 1280x720, 720x1280, 960x960
                    wan2.6-r2v            | i         | resolution=1280x721              | resolution ; '1280x721' ; 1920x1080
                    wan2.6-r2v            | i         | aspectRatio=16:9                 | aspectRatio ; '16:9' ; by resolution: 1280x720, 1920x1080
                    wan2.6-r2v            | i         | aspectRatio=3:4                  | aspectRatio ; '3:4' ; 832x1088, 1248x1632
                    wan2.6-r2v            | i         | aspectRatio=21:9                 | aspectRatio ; '21:9' ; supports no ratio
                    wan2.6-r2v            | i         | resolution=1280x720 & aspectRatio=1:1 | aspectRatio ; '1:1' ; 960x960
                    wan2.6-r2v            | i         | duration=1                       | duration ; '1' ; 2 to 10 seconds
                    wan2.6-r2v            | i         | duration=11                      | duration ; '11' ; CamelRefVideoDuration
                    wan2.6-r2v            | i         | duration=-1                      | duration ; '-1' ; 2 to 10 seconds
                    wan2.6-r2v            | i         | audio=false                      | audio ; 'false' ; always has audio
                    wan2.6-r2v            | i         | fps=24                           | fps ; '24' ; always generates 30
                    wan2.6-r2v            | i         | negativePrompt=x*501             | negativePrompt ; '501 characters' ; at most 500
                    wan2.6-r2v            | ii        | prompt=character3 waves at character1 and character2 | prompt ; 'character3' ; only 2 references
                    wan2.6-r2v            | i         | prompt=character0 waves at character1 | prompt ; 'character0' ; only 1 reference
                    wan2.6-r2v-flash      | i         | duration=12                      | duration ; '12' ; wan2.6-r2v-flash generates 2 to 10
                    wan2.6-r2v-flash      | iiivvv    |                                  | referenceUrls ; '6 references' ; 1 to 5
                    wan2.7-r2v            | iiiiii    |                                  | referenceUrls ; '6 images' ; at most 5
                    wan2.7-r2v            | iiivvv    |                                  | referenceUrls ; '6 references' ; 1 to 5 in total
                    wan2.7-r2v            | ia        |                                  | referenceUrls ; '1 audio file' ; no audio files
                    wan2.7-r2v            | w         |                                  | referenceUrls ; 'data:video/mp4,...' ; only images as bytes
                    wan2.7-r2v            | i         | resolution=832x480               | resolution ; '832x480' ; aspectRatio for other shapes
                    wan2.7-r2v            | i         | resolution=1000x1000             | resolution ; '1000x1000' ; 960x960
                    wan2.7-r2v            | i         | aspectRatio=21:9                 | aspectRatio ; '21:9' ; 16:9, 9:16, 1:1, 4:3, 3:4
                    wan2.7-r2v            | i         | aspectRatio=adaptive             | aspectRatio ; 'adaptive' ; 16:9
                    wan2.7-r2v            | i         | duration=16                      | duration ; '16' ; 2 to 15 seconds
                    wan2.7-r2v            | iv        | duration=11                      | duration ; '11' ; 2 to 10 with a video
                    wan2.7-r2v            | i         | duration=-1                      | duration ; '-1' ; 2 to 15
                    wan2.7-r2v            | i         | shotType=single                  | shotType ; 'single' ; in the prompt
                    wan2.7-r2v            | i         | shotType=multi                   | shotType ; 'multi' ; CamelRefVideoShotType
                    wan2.7-r2v            | i         | audio=false                      | audio ; 'false' ; another model
                    wan2.7-r2v            | i         | prompt=x*5001                    | prompt ; '5001 characters' ; at most 5000
                    wan2.7-r2v            | i         | negativePrompt=x*501             | negativePrompt ; '501 characters' ; 500
                    wan2.7-r2v            | iv        | prompt=Image 2 and Image 1 and Video 1 | prompt ; 'Image 2' ; 1 image, 1 video
                    wan2.7-r2v            | i         | prompt=Video 1 and Image 1       | prompt ; 'Video 1' ; only 1 image
                    wan2.7-r2v-2026-06-12 | i         | shotType=multi                   | shotType ; wan2.7-r2v-2026-06-12 supports no shot type
                    wan3.0-video          | iiiiiiiiiii |                                | referenceUrls ; '11 images' ; at most 10
                    wan3.0-video          | vvvvvv    |                                  | referenceUrls ; '6 videos' ; at most 5
                    wan3.0-video          | iaaaaaa   |                                  | referenceUrls ; '6 audio files' ; at most 5
                    wan3.0-video          | s         |                                  | referenceUrls ; 'voice ; no voice
                    wan3.0-video          | i         | duration=31                      | duration ; '31' ; -1 to let the model choose
                    wan3.0-video          | i         | duration=1                       | duration ; '1' ; 2 to 30
                    wan3.0-video          | i         | negativePrompt=dull              | negativePrompt ; '4 characters' ; supports none
                    wan3.0-video          | i         | shotType=single                  | shotType ; 'single' ; prompt
                    wan3.0-video          | i         | resolution=2560x1440             | resolution ; '2560x1440' ; 832x480
                    wan3.0-video          | i         | aspectRatio=21:9                 | aspectRatio ; '21:9' ; adaptive
                    wan3.0-video          | ia        | prompt=Image 1 sings Audio 2     | prompt ; 'Audio 2' ; 1 image, 1 audio file
                    wan3.0-video-prime    | i         | negativePrompt=dull              | negativePrompt ; wan3.0-video-prime supports none
                    happyhorse-1.0-r2v    | iiiiiiiiii|                                  | referenceUrls ; '10 images' ; 1 to 9
                    happyhorse-1.0-r2v    | iv        |                                  | referenceUrls ; '1 video' ; no videos
                    happyhorse-1.0-r2v    | i         | duration=2                       | duration ; '2' ; 3 to 15
                    happyhorse-1.0-r2v    | i         | aspectRatio=2:1                  | aspectRatio ; '2:1' ; 9:21
                    happyhorse-1.1-r2v    | i         | negativePrompt=dull              | negativePrompt ; supports none
                    happyhorse-1.1-r2v    | i         | promptExtend=true                | promptExtend ; 'true' ; does not support it
                    happyhorse-1.1-r2v    | i         | shotType=multi                   | shotType ; 'multi' ; prompt
                    happyhorse-1.1-r2v    | i         | prompt=[Image 2] and [Image 1]   | prompt ; '[Image 2]' ; only 1 image
                    happyhorse-1.1-r2v    | i         | fps=30                           | fps ; '30' ; always generates 24
                    bytedance/seedance-2.0 | i        | duration=3                       | duration ; '3' ; 4 to 15
                    bytedance/seedance-2.0-mini | i   | duration=16                      | duration ; '16' ; 4 to 15
                    bytedance/seedance-2.0-fast | i   | aspectRatio=2:1                  | aspectRatio ; '2:1' ; adaptive
                    bytedance/seedance-2.0 | i        | fps=30                           | fps ; '30' ; always generates 24
                    bytedance/seedance-2.0 | i        | shotType=multi                   | shotType ; 'multi' ; prompt
                    bytedance/seedance-2.5 | iaaaaaaaaaaa |                              | referenceUrls ; '11 audio files' ; at most 10
                    spacexai/grok-imagine-video | iiiiiiii |                             | referenceUrls ; '8 images' ; at most 7
                    spacexai/grok-imagine-video | iv  |                                  | referenceUrls ; '1 video' ; no videos
                    spacexai/grok-imagine-video | i   | resolution=1920x1080             | resolution ; '1920x1080' ; 1280x720
                    spacexai/grok-imagine-video | i   | seed=7                           | seed ; '7' ; does not support it
                    xai/grok-imagine-video | i        | prompt=<IMAGE_2> and <IMAGE_1>   | prompt ; '<IMAGE_2>' ; only 1 image
                    klingai/kling-v2.6-i2v | i        | duration=7                       | duration ; '7' ; 5 or 10 seconds
                    klingai/kling-v2.6-i2v | i        | resolution=1280x720              | resolution ; '1280x720' ; supports no size
                    klingai/kling-v2.6-i2v | iv       |                                  | referenceUrls ; '1 video' ; no videos
                    klingai/kling-v3.0-i2v | i        | aspectRatio=4:3                  | aspectRatio ; '4:3' ; 16:9, 9:16, 1:1
                    google/veo-3.1-generate-001 | i   |                                  | referenceUrls ; 'https://h.example/0.png' ; ignores URLs
                    google/veo-3.1-generate-001 | d   | duration=4                       | duration ; '4' ; 8 seconds
                    google/veo-3.1-fast-generate-001 | dddd |                            | referenceUrls ; '4 images' ; 1 to 3
                    google/veo-3.1-fast-generate-001 | d | aspectRatio=1:1               | aspectRatio ; '1:1' ; 16:9, 9:16
                    minimax/minimax-h3     | vvvv     |                                  | referenceUrls ; '4 videos' ; at most 3
                    minimax/minimax-h3     | i        | duration=3                       | duration ; '3' ; 4 to 15
                    minimax/minimax-h3     | iiiiiiiiivvva |                             | referenceUrls ; '13 references' ; 1 to 12 in total
                    minimax/minimax-h3     | aa       |                                  | referenceUrls ; 'audio alone' ; together with an image or video
                    minimax/minimax-h3     | i        | seed=4                           | seed ; '4' ; does not support it
                    minimax/minimax-h3-max | i        |                                  | referenceUrls ; '1 image' ; accepts no images
                    bytedance/seedance-2.0 | iiiiiiiiii |                                | referenceUrls ; '10 images' ; at most 9
                    bytedance/seedance-2.0-fast | vvvv |                                 | referenceUrls ; '4 videos' ; at most 3
                    bytedance/seedance-2.0-mini | iaaaa |                                | referenceUrls ; '4 audio files' ; at most 3
                    bytedance/seedance-2.0 | iiiiiiivvvaaa |                             | referenceUrls ; '13 references' ; 1 to 12 in total
                    bytedance/seedance-2.0 | a        |                                  | referenceUrls ; 'audio alone' ; together with an image or video
                    spacexai/grok-imagine-video | i   | duration=11                      | duration ; '11' ; 1 to 10
                    spacexai/grok-imagine-video | iaaaa |                                | referenceUrls ; '4 audio files' ; at most 3
                    spacexai/grok-imagine-video-1.5 | iiiiiiii |                         | referenceUrls ; '8 images' ; at most 7
                    klingai/kling-v3.0-i2v | iiiii    |                                  | referenceUrls ; '5 images' ; 1 to 4
                    heygen/heygen-video-1  | iiiiiiiiiiiii |                             | referenceUrls ; '13 references' ; 1 to 12 in total
                    heygen/heygen-video-1  | i        | audio=false                      | audio ; 'false' ; always has audio
                    """)
    void whatAModelCannotDoIsRefusedWithWhatItCan(
            String model, String references, String options, String parts) {
        RequestReading reading = TestRequests.reading(model, references, options);

        assertThat(reading.read()).isEmpty();
        assertThat(reading.errors()).hasSize(1);
        assertThat(reading.errors().get(0).toString()).contains(parts(parts));
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wan2.6-r2v            | i   | prompt=x*1501                       | prompt ; 1501 characters ; after 1500
                    wan2.6-r2v            | i   | audio=true                          | audio ; always has audio
                    wan2.6-r2v            | i   | promptExtend=false                  | promptExtend ; may be ignored
                    wan2.6-r2v            | i   | resolution=1280x720 & aspectRatio=16:9 | aspectRatio ; already determines it
                    wan2.7-r2v            | i   | resolution=720x1280 & aspectRatio=16:9 | aspectRatio ; instead of ; 9:16
                    wan3.0-video          | iv  | duration=20                         | duration ; must not exceed 10
                    wan3.0-video          | a   |                                     | referenceUrls ; are audio
                    wan3.0-video          | i   | promptExtend=true                   | promptExtend ; may be ignored
                    wan3.0-video          | i   | prompt=字*20001                      | prompt ; 20001 characters
                    happyhorse-1.0-r2v    | i   | prompt=字*2501                       | prompt ; 5002 characters ; count 2
                    happyhorse-1.0-r2v    | i   | audio=true                          | audio ; may be ignored
                    bytedance/seedance-2.0-fast | i | resolution=1920x1080            | resolution ; not among the sizes known
                    bytedance/seedance-2.0 | i  | negativePrompt=dull                 | negativePrompt ; may be ignored
                    klingai/kling-v2.6-i2v | i  | fps=24                              | fps ; may be ignored
                    minimax/minimax-h3    | i   | audio=true                          | audio ; may be ignored
                    spacexai/grok-imagine-video-1.5-lite | i |                        | model ; known by name only
                    acme/new-model        | ivaw| duration=99 & shotType=multi        | model ; nothing was checked
                    wan9.9-r2v            | i   |                                     | model ; not in the model table
                    """)
    void uncertainRequestIsSentWithAWarning(
            String model, String references, String options, String parts) {
        RequestReading reading = TestRequests.reading(model, references, options);

        assertThat(reading.read()).as("%s", reading.errors()).isPresent();
        assertThat(reading.warnings()).hasSize(1);
        assertThat(reading.warnings().get(0).toString()).contains(parts(parts));
    }

    @Test
    void allErrorsAreReportedAtOnceWithUnreadableValues() {
        RequestReading reading =
                TestRequests.reading(
                        "wan2.7-r2v",
                        "iiivvv",
                        "resolution=640x640 & aspectRatio=2:1 & duration=12 & shotType=multi"
                                + " & audio=false & negativePrompt=x*600 & fps=25 & seed=minus");

        assertThat(reading.read()).isEmpty();
        assertThat(reading.errors())
                .extracting(ValidationError::option)
                .containsExactlyInAnyOrder(
                        RequestOption.SEED,
                        RequestOption.REFERENCE_URLS,
                        RequestOption.RESOLUTION,
                        RequestOption.ASPECT_RATIO,
                        RequestOption.DURATION,
                        RequestOption.SHOT_TYPE,
                        RequestOption.AUDIO,
                        RequestOption.NEGATIVE_PROMPT,
                        RequestOption.FRAMES_PER_SECOND);
    }

    @Test
    void missingReferencesAreReportedOnce() {
        RequestReading reading = TestRequests.reading("wan2.6-r2v", "-", null);

        reading.read();

        assertThat(reading.errors()).hasSize(1);
        assertThat(reading.errors().get(0).toString()).contains("is missing", "at least one");
    }

    @Test
    void limitsOfTheGivenModelApply() {
        ValidationResult result =
                new ModelCheck(ModelTable.builtIn(), ServiceLimits.other())
                        .check(
                                TestRequests.request("wan2.6-r2v", "iiii", "duration=11"),
                                ModelTable.builtIn().find("happyhorse-1.1-r2v").orElseThrow());

        assertThat(result.isValid()).isTrue();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void textsOfTheRequestAreNotInMessages() {
        RequestReading reading =
                TestRequests.reading(
                        "wan2.7-r2v",
                        "i",
                        "prompt=secretword *500 & negativePrompt=hiddenword *100");

        reading.read();

        assertThat(reading.errors()).hasSize(2);
        assertThat(reading.errors().toString()).doesNotContain("secretword", "hiddenword");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GATEWAY   |                | wan2.6-r2v                  |
                    GATEWAY   |                | happyhorse-1.1-r2v          | gateway does not offer it
                    GATEWAY   |                | wan2.7-r2v-2026-06-12       | gateway does not offer it
                    DASHSCOPE |                | alibaba/wan-v2.6-r2v        |
                    DASHSCOPE |                | spacexai/grok-imagine-video | dashscope does not offer it
                    DASHSCOPE | FRANKFURT      | wan2.6-r2v                  |
                    DASHSCOPE | FRANKFURT      | wan2.6-r2v-flash            | eu-central-1 ; cn-beijing, ap-southeast-1
                    DASHSCOPE | VIRGINIA       | wan2.7-r2v                  | us-east-1 does not offer it
                    DASHSCOPE | HONG_KONG      | wan3.0-video                |
                    DASHSCOPE | HONG_KONG      | wan2.6-r2v                  | cn-hongkong ; eu-central-1
                    DASHSCOPE | SINGAPORE      | happyhorse-1.0-r2v          |
                    DASHSCOPE | TOKYO          | happyhorse-1.1-r2v          |
                    DASHSCOPE | TOKYO          | wan2.7-r2v                  | ap-northeast-1 does not offer it
                              |                | happyhorse-1.0-r2v          |
                    """)
    void modelIsComparedWithWhatTheServiceOffers(
            Service service, Region region, String model, String parts) {
        ServiceLimits limits =
                new ServiceLimits(service, region, ServiceLimits.gateway().urlSchemes());
        RequestReading reading =
                TestRequests.reading(model, "i", null, limits, ValidationMode.strict);

        assertThat(reading.read().isPresent()).isEqualTo(parts == null);
        if (parts != null) {
            assertThat(reading.errors()).hasSize(1);
            assertThat(reading.errors().get(0).option()).isEqualTo(RequestOption.MODEL);
            assertThat(reading.errors().get(0).toString()).contains(parts(parts));
        }
    }

    private static String[] parts(String parts) {
        return Stream.of(parts.split(";")).map(String::strip).toArray(String[]::new);
    }

    @Test
    void lenientSendsWithAWarning() {
        RequestReading reading =
                TestRequests.reading(
                        "wan2.6-r2v",
                        "i",
                        "duration=11 & prompt=x*1501",
                        ServiceLimits.gateway(),
                        ValidationMode.lenient);

        assertThat(reading.read()).isPresent();
        assertThat(reading.warnings())
                .extracting(ValidationWarning::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains("'11'", "2 to 10", "sent nevertheless"),
                        second -> assertThat(second).contains("1501 characters"));
    }

    @Test
    void offReportsNothing() {
        RequestReading reading =
                TestRequests.reading(
                        "wan2.6-r2v",
                        "iiiiiiii",
                        "duration=11",
                        ServiceLimits.gateway(),
                        ValidationMode.off);

        assertThat(reading.read()).isPresent();
        assertThat(reading.warnings()).isEmpty();
    }

    @Test
    void generalRulesAreCheckedInEveryMode() {
        for (ValidationMode mode : ValidationMode.values()) {
            RequestReading reading =
                    TestRequests.reading(ServiceLimits.dashScope(null), mode)
                            .set(RequestOption.MODEL, "wan2.6-r2v")
                            .set(RequestOption.PROMPT, "a scene")
                            .references(List.of(Reference.of("file:///etc/passwd")));

            assertThat(reading.read()).isEmpty();
            assertThat(reading.errors()).hasSize(1);
        }
    }
}
