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

import org.apache.camel.spi.Metadata;

/** Names of the message headers and exchange properties. */
public final class RefVideoConstants {

    // ---- request headers; a header overrides the endpoint option, which overrides the component

    @Metadata(
            label = "producer",
            description = "The model, such as alibaba/wan-v2.6-r2v.",
            javaType = "String")
    public static final String MODEL = "CamelRefVideoModel";

    @Metadata(
            label = "producer",
            description =
                    "The prompt. It describes the scene and refers to the "
                            + "references by name, such as character1.",
            javaType = "String")
    public static final String PROMPT = "CamelRefVideoPrompt";

    @Metadata(
            label = "producer",
            description = "What must not appear in the video.",
            javaType = "String")
    public static final String NEGATIVE_PROMPT = "CamelRefVideoNegativePrompt";

    @Metadata(
            label = "producer",
            description = "The size in pixels as WIDTHxHEIGHT, such as 1280x720.",
            javaType = "String")
    public static final String RESOLUTION = "CamelRefVideoResolution";

    @Metadata(
            label = "producer",
            description = "The aspect ratio, such as 16:9, for models that support it.",
            javaType = "String")
    public static final String ASPECT_RATIO = "CamelRefVideoAspectRatio";

    @Metadata(
            label = "producer",
            description = "The length of the video in whole seconds.",
            javaType = "Integer")
    public static final String DURATION = "CamelRefVideoDuration";

    @Metadata(
            label = "producer",
            description =
                    "Whether the video is one continuous shot (single) or has "
                            + "several camera angles (multi).",
            javaType = "String")
    public static final String SHOT_TYPE = "CamelRefVideoShotType";

    @Metadata(
            label = "producer",
            description = "The seed for reproducible results, from 0 to 2147483647.",
            javaType = "Long")
    public static final String SEED = "CamelRefVideoSeed";

    @Metadata(
            label = "producer",
            description = "Whether the video has audio, for models with this setting.",
            javaType = "Boolean")
    public static final String AUDIO = "CamelRefVideoAudio";

    @Metadata(
            label = "producer",
            description = "Whether the service adds its watermark to the video.",
            javaType = "Boolean")
    public static final String WATERMARK = "CamelRefVideoWatermark";

    @Metadata(
            label = "producer",
            description = "Whether the service may rewrite the prompt.",
            javaType = "Boolean")
    public static final String PROMPT_EXTEND = "CamelRefVideoPromptExtend";

    @Metadata(
            label = "producer",
            description =
                    "The references, in any form that the message body may have. If "
                            + "set, the body is not read for references.",
            javaType = "Object")
    public static final String REFERENCE_URLS = "CamelRefVideoReferenceUrls";

    @Metadata(
            label = "producer",
            description =
                    "Request fields of the provider that have no option of their "
                            + "own, as a Map or a JSON object keyed by provider.",
            javaType = "Object")
    public static final String PROVIDER_OPTIONS = "CamelRefVideoProviderOptions";

    @Metadata(
            label = "producer",
            description =
                    "The time between status requests, as a duration or in milliseconds. "
                            + "If neither header nor option is set, it follows the run times "
                            + "of recent jobs.",
            javaType = "java.time.Duration")
    public static final String POLL_INTERVAL = "CamelRefVideoPollInterval";

    @Metadata(
            label = "producer",
            description =
                    "The deadline for the whole step, including the download, as a "
                            + "duration or in milliseconds.",
            javaType = "java.time.Duration")
    public static final String POLL_TIMEOUT = "CamelRefVideoPollTimeout";

    @Metadata(
            label = "producer",
            description =
                    "Your key for this purchase, such as a message id or an order "
                            + "number. The same key in the same step and loop iteration "
                            + "returns the same video, on any node that shares the job "
                            + "repository. Another request with the same key is rejected. "
                            + "Printable ASCII, at most 250 characters.",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelRefVideoIdempotencyKey";

    @Metadata(
            label = "producer",
            description =
                    "The form of the message body after the step: bytes, stream, " + "file or url.",
            javaType = "String")
    public static final String OUTPUT = "CamelRefVideoOutput";

    // ---- response headers

    @Metadata(
            label = "producer",
            description = "The model that was used, in the spelling of the provider.",
            javaType = "String")
    public static final String RESPONSE_MODEL = "CamelRefVideoResponseModel";

    @Metadata(
            label = "producer",
            description = "The handle of the job as JSON. Any node can find the job with " + "it.",
            javaType = "String")
    public static final String JOB = "CamelRefVideoJob";

    @Metadata(
            label = "producer",
            description = "The id of the job at the service.",
            javaType = "String")
    public static final String JOB_ID = "CamelRefVideoJobId";

    @Metadata(
            label = "producer",
            description =
                    "The status of the job: QUEUED, RUNNING, SUCCEEDED, FAILED, "
                            + "CANCELED or EXPIRED.",
            javaType = "String")
    public static final String STATUS = "CamelRefVideoStatus";

    @Metadata(label = "producer", description = "The name of the provider.", javaType = "String")
    public static final String PROVIDER = "CamelRefVideoProvider";

    @Metadata(
            label = "producer",
            description = "The URL of the video at the service. It may be signed.",
            javaType = "String")
    public static final String VIDEO_URL = "CamelRefVideoVideoUrl";

    @Metadata(
            label = "producer",
            description =
                    "Whether the service stored the video in your own storage "
                            + "instead of returning it. The exchange then succeeds without a "
                            + "body.",
            javaType = "Boolean")
    public static final String UPLOADED = "CamelRefVideoUploaded";

    @Metadata(
            label = "producer",
            description =
                    "The location of a video that was stored in your own storage, "
                            + "if the service reports it; see CamelRefVideoUploaded.",
            javaType = "String")
    public static final String UPLOAD_LOCATION = "CamelRefVideoUploadLocation";

    @Metadata(
            label = "producer",
            description = "When the URL of the video expires.",
            javaType = "java.time.Instant")
    public static final String VIDEO_URL_EXPIRES = "CamelRefVideoVideoUrlExpires";

    @Metadata(
            label = "producer",
            description = "The prompt that was used, if the service rewrote it.",
            javaType = "String")
    public static final String ACTUAL_PROMPT = "CamelRefVideoActualPrompt";

    @Metadata(
            label = "producer",
            description =
                    "What the service or the component ignored or changed, one text "
                            + "each. Not set if there are no warnings.",
            javaType = "List<String>")
    public static final String WARNINGS = "CamelRefVideoWarnings";

    @Metadata(
            label = "producer",
            description = "The usage counters of the service, such as billed seconds.",
            javaType = "Map<String, Object>")
    public static final String USAGE = "CamelRefVideoUsage";

    @Metadata(
            label = "producer",
            description = "The cost of the job as reported by the service.",
            javaType = "String")
    public static final String COST = "CamelRefVideoCost";

    @Metadata(
            label = "producer",
            description =
                    "The maximum cost of the job by list price, in US dollars, if "
                            + "the model table contains a price.",
            javaType = "java.math.BigDecimal")
    public static final String ESTIMATED_COST = "CamelRefVideoEstimatedCost";

    @Metadata(
            label = "producer",
            description = "The id of the generation in the service's billing records.",
            javaType = "String")
    public static final String GENERATION_ID = "CamelRefVideoGenerationId";

    @Metadata(
            label = "producer",
            description = "The id of the request at the service, for support.",
            javaType = "String")
    public static final String REQUEST_ID = "CamelRefVideoRequestId";

    @Metadata(
            label = "producer",
            description = "All metadata that the service returned, keyed by provider.",
            javaType = "Map<String, Object>")
    public static final String PROVIDER_METADATA = "CamelRefVideoProviderMetadata";

    @Metadata(
            label = "producer",
            description = "The number of status requests that were sent.",
            javaType = "Integer")
    public static final String POLL_COUNT = "CamelRefVideoPollCount";

    @Metadata(
            label = "producer",
            description = "The duration of the step in milliseconds.",
            javaType = "Long")
    public static final String ELAPSED_MILLIS = "CamelRefVideoElapsedMillis";

    private RefVideoConstants() {}
}
