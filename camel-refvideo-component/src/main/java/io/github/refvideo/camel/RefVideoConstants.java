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

    // ---- what a message may ask for; header wins over endpoint, endpoint over component

    @Metadata(
            label = "producer",
            description = "The model, such as alibaba/wan-v2.6-r2v.",
            javaType = "String")
    public static final String MODEL = "CamelRefVideoModel";

    @Metadata(
            label = "producer",
            description = "Describes the scene and names the references, such as character1.",
            javaType = "String")
    public static final String PROMPT = "CamelRefVideoPrompt";

    @Metadata(
            label = "producer",
            description = "What the scene shall not show.",
            javaType = "String")
    public static final String NEGATIVE_PROMPT = "CamelRefVideoNegativePrompt";

    @Metadata(
            label = "producer",
            description = "The size in pixels as WIDTHxHEIGHT, such as 1280x720.",
            javaType = "String")
    public static final String RESOLUTION = "CamelRefVideoResolution";

    @Metadata(
            label = "producer",
            description = "The aspect ratio, such as 16:9, for models that take one.",
            javaType = "String")
    public static final String ASPECT_RATIO = "CamelRefVideoAspectRatio";

    @Metadata(
            label = "producer",
            description = "The length of the video in whole seconds.",
            javaType = "Integer")
    public static final String DURATION = "CamelRefVideoDuration";

    @Metadata(
            label = "producer",
            description = "One continuous shot (single) or several camera angles (multi).",
            javaType = "String")
    public static final String SHOT_TYPE = "CamelRefVideoShotType";

    @Metadata(
            label = "producer",
            description = "Seed for repeatable results, from 0 to 2147483647.",
            javaType = "Long")
    public static final String SEED = "CamelRefVideoSeed";

    @Metadata(
            label = "producer",
            description = "Whether the video has sound, for models with a switch.",
            javaType = "Boolean")
    public static final String AUDIO = "CamelRefVideoAudio";

    @Metadata(
            label = "producer",
            description = "Whether the service puts its mark on the video.",
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
                    "The references, in any form that the message body may have. When it is set, the body is"
                            + " not read for references.",
            javaType = "Object")
    public static final String REFERENCE_URLS = "CamelRefVideoReferenceUrls";

    @Metadata(
            label = "producer",
            description =
                    "Fields for the provider that have no option here: a Map or a JSON object, keyed by"
                            + " provider.",
            javaType = "Object")
    public static final String PROVIDER_OPTIONS = "CamelRefVideoProviderOptions";

    @Metadata(
            label = "producer",
            description = "Time between status reads, as a duration or in milliseconds.",
            javaType = "java.time.Duration")
    public static final String POLL_INTERVAL = "CamelRefVideoPollInterval";

    @Metadata(
            label = "producer",
            description =
                    "The deadline for the whole step, download included, as a duration or in"
                            + " milliseconds.",
            javaType = "java.time.Duration")
    public static final String POLL_TIMEOUT = "CamelRefVideoPollTimeout";

    @Metadata(
            label = "producer",
            description =
                    "Your own key for this purchase, such as a message id or an order number. The same key"
                            + " in the same step and loop iteration leads to the same video, however"
                            + " often and on whichever node it is asked for; another request with"
                            + " the key is refused. Printable ASCII, at most 250 characters.",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelRefVideoIdempotencyKey";

    @Metadata(
            label = "producer",
            description = "What the step puts into the body: bytes, stream, file or url.",
            javaType = "String")
    public static final String OUTPUT = "CamelRefVideoOutput";

    // ---- what a message brings back

    @Metadata(
            label = "producer",
            description = "The model that was used, in the provider's spelling.",
            javaType = "String")
    public static final String RESPONSE_MODEL = "CamelRefVideoResponseModel";

    @Metadata(
            label = "producer",
            description = "The handle of the job as JSON: with it any node can find the job again.",
            javaType = "String")
    public static final String JOB = "CamelRefVideoJob";

    @Metadata(label = "producer", description = "The service's id of the job.", javaType = "String")
    public static final String JOB_ID = "CamelRefVideoJobId";

    @Metadata(
            label = "producer",
            description = "QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELED or EXPIRED.",
            javaType = "String")
    public static final String STATUS = "CamelRefVideoStatus";

    @Metadata(label = "producer", description = "Name of the provider.", javaType = "String")
    public static final String PROVIDER = "CamelRefVideoProvider";

    @Metadata(
            label = "producer",
            description = "The link to the video at the service; it may be signed.",
            javaType = "String")
    public static final String VIDEO_URL = "CamelRefVideoVideoUrl";

    @Metadata(
            label = "producer",
            description =
                    "True if the service put the video into storage of your own instead of returning"
                            + " it. The exchange succeeds without a body.",
            javaType = "Boolean")
    public static final String UPLOADED = "CamelRefVideoUploaded";

    @Metadata(
            label = "producer",
            description =
                    "Where an uploaded video is, if the service says so; see CamelRefVideoUploaded.",
            javaType = "String")
    public static final String UPLOAD_LOCATION = "CamelRefVideoUploadLocation";

    @Metadata(
            label = "producer",
            description = "When the link dies.",
            javaType = "java.time.Instant")
    public static final String VIDEO_URL_EXPIRES = "CamelRefVideoVideoUrlExpires";

    @Metadata(
            label = "producer",
            description = "The prompt after the service rewrote it.",
            javaType = "String")
    public static final String ACTUAL_PROMPT = "CamelRefVideoActualPrompt";

    @Metadata(
            label = "producer",
            description =
                    "What the service, or the component, ignored or changed, one text each. Missing when"
                            + " there is none.",
            javaType = "List<String>")
    public static final String WARNINGS = "CamelRefVideoWarnings";

    @Metadata(
            label = "producer",
            description = "The service's counters, such as billed seconds.",
            javaType = "Map<String, Object>")
    public static final String USAGE = "CamelRefVideoUsage";

    @Metadata(
            label = "producer",
            description = "What the job cost, as the service writes it.",
            javaType = "String")
    public static final String COST = "CamelRefVideoCost";

    @Metadata(
            label = "producer",
            description =
                    "What the job may cost at most by list price, in US dollars, where the table of models"
                            + " knows it.",
            javaType = "java.math.BigDecimal")
    public static final String ESTIMATED_COST = "CamelRefVideoEstimatedCost";

    @Metadata(
            label = "producer",
            description = "The service's id of the generation in its accounts.",
            javaType = "String")
    public static final String GENERATION_ID = "CamelRefVideoGenerationId";

    @Metadata(
            label = "producer",
            description = "The service's id of the exchange, for its support.",
            javaType = "String")
    public static final String REQUEST_ID = "CamelRefVideoRequestId";

    @Metadata(
            label = "producer",
            description = "All that the service sent along, by provider.",
            javaType = "Map<String, Object>")
    public static final String PROVIDER_METADATA = "CamelRefVideoProviderMetadata";

    @Metadata(
            label = "producer",
            description = "Status reads that were sent.",
            javaType = "Integer")
    public static final String POLL_COUNT = "CamelRefVideoPollCount";

    @Metadata(
            label = "producer",
            description = "Time that the step took, in milliseconds.",
            javaType = "Long")
    public static final String ELAPSED_MILLIS = "CamelRefVideoElapsedMillis";

    private RefVideoConstants() {}
}
