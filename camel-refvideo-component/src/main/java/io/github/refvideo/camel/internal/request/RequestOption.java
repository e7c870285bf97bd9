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
package io.github.refvideo.camel.internal.request;

/**
 * The options of a request. Each can be set on the component, on the endpoint or by a header, and
 * an error message always names the option and the header.
 */
public enum RequestOption {
    MODEL("model"),
    PROMPT("prompt"),
    NEGATIVE_PROMPT("negativePrompt"),
    RESOLUTION("resolution"),
    ASPECT_RATIO("aspectRatio"),
    DURATION("duration"),
    FRAMES_PER_SECOND("fps"),
    SHOT_TYPE("shotType"),
    SEED("seed"),
    AUDIO("audio"),
    WATERMARK("watermark"),
    PROMPT_EXTEND("promptExtend"),
    REFERENCE_URLS("referenceUrls"),
    PROVIDER_OPTIONS("providerOptions"),
    POLL_INTERVAL("pollInterval"),
    POLL_TIMEOUT("pollTimeout"),
    OUTPUT("output");

    /** The prefix of all headers of the component. */
    public static final String HEADER_PREFIX = "CamelRefVideo";

    private final String optionName;
    private final String headerName;

    RequestOption(String optionName) {
        this.optionName = optionName;
        this.headerName =
                HEADER_PREFIX
                        + Character.toUpperCase(optionName.charAt(0))
                        + optionName.substring(1);
    }

    /** The name in the endpoint URI, such as {@code shotType}. */
    public String optionName() {
        return optionName;
    }

    /** The name of the message header, such as {@code CamelRefVideoShotType}. */
    public String headerName() {
        return headerName;
    }

    /** Both names, for error messages. */
    String displayName() {
        return optionName + " (header " + headerName + ")";
    }
}
