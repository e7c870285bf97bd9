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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option allowedMessageOptions, for messages that are untrusted input. */
class AllowedMessageOptionsTest extends RefVideoTestSupport {

    private static final String PROMPT_ONLY =
            "refvideo:generate?output=url&duration=4&allowedMessageOptions=prompt";

    @ParameterizedTest
    @CsvSource({
        "Model, alibaba/wan-v2.6-r2v-flash, model",
        "NegativePrompt, rain, negativePrompt",
        "Resolution, 1920x1080, resolution",
        "AspectRatio, 16:9, aspectRatio",
        "Duration, 9, duration",
        "Fps, 24, fps",
        "ShotType, multi, shotType",
        "Seed, 7, seed",
        "Audio, true, audio",
        "Watermark, false, watermark",
        "PromptExtend, true, promptExtend",
        "ReferenceUrls, https://example.com/dog.png, referenceUrls",
        "ProviderOptions, {}, providerOptions",
        "PollInterval, 1s, pollInterval",
        "PollTimeout, 1m, pollTimeout",
        "Output, bytes, output",
    })
    void headerIsRejected(String header, String value, String option) {
        for (Object form : List.of(value, value.getBytes(StandardCharsets.UTF_8))) {
            Exchange answer = send(PROMPT_ONLY, cat(), Map.of("CamelRefVideo" + header, form));

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining(option + " (header CamelRefVideo" + header + ")")
                    .hasMessageContaining("allowedMessageOptions permits prompt");
        }
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void idempotencyKeyIsRejected() {
        Exchange answer =
                send(PROMPT_ONLY, cat(), Map.of("CamelRefVideoIdempotencyKey", "order-17"));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("CamelRefVideoIdempotencyKey")
                .hasMessageContaining("allowedMessageOptions permits prompt");
        simulator().assertThat().paidJobs(0);
    }

    /** All errors at once, and the fields of other vendors in providerOptions. */
    @Test
    void fieldsOfACallAreRejected() {
        Map<String, Object> call =
                Map.of(
                        "prompt",
                        "character1 sings",
                        "duration",
                        9,
                        "seed",
                        7,
                        "inputReferences",
                        List.of(cat()),
                        "providerOptions",
                        Map.of("alibaba", Map.of("shotType", "multi", "x", "y")));

        Exchange answer = send(PROMPT_ONLY, call, Map.of());

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContainingAll(
                        "duration (header",
                        "seed (header",
                        "shotType (header",
                        "providerOptions (header",
                        "referenceUrls (header")
                .hasMessageNotContaining("prompt (header");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void allowedOptionsAndTheBodyAreUsed() {
        Exchange answer =
                send(
                        "refvideo:generate?output=url&duration=4"
                                + "&allowedMessageOptions=prompt, idempotencyKey",
                        cat(),
                        Map.of(
                                "CamelRefVideoPrompt",
                                "character1 sings",
                                "CamelRefVideoIdempotencyKey",
                                "order-17"));

        assertThat(answer.getException()).isNull();
        assertThat(simulator().jobs()).hasSize(1);
        assertThat(simulator().jobs().get(0).request()).contains("character1 sings", "cat.png");
    }

    @Test
    void none() {
        String uri = "refvideo:generate?output=url&allowedMessageOptions=none";

        assertThat(send(uri, cat(), Map.of("CamelRefVideoPrompt", "sings")).getException())
                .hasMessageContaining("allowedMessageOptions permits none");
        assertThat(send(uri, cat(), Map.of()).getException()).isNull();
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void headersOfAwaitAreRejected() {
        Exchange submitted = send("refvideo:submit", cat(), Map.of());

        Exchange answer =
                send(
                        "refvideo:await?allowedMessageOptions=none",
                        submitted.getMessage().getBody(),
                        Map.of("CamelRefVideoOutput", "url"));

        assertThat(answer.getException()).hasMessageContaining("output (header");
    }

    @Test
    void unknownNameIsRejectedAtStart() {
        assertThatThrownBy(
                        () ->
                                context.getEndpoint(
                                        "refvideo:generate?allowedMessageOptions=prompt,apiKey"))
                .rootCause()
                .hasMessageContaining("'apiKey' is not allowed")
                .hasMessageContaining("none, or names of model, prompt,")
                .hasMessageContaining("idempotencyKey");
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.send(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                });
    }
}
