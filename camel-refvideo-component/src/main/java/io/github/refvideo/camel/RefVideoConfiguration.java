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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.runtime.OptionRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of the endpoints and of the component. The component holds the defaults; each
 * endpoint gets a copy of them and applies its own options. Durations are in milliseconds; null
 * means not set.
 */
@UriParams
@Configurer
public class RefVideoConfiguration implements Cloneable {

    // ---- the request

    @UriParam(
            label = "producer",
            description =
                    "The model, such as alibaba/wan-v2.6-r2v. The DashScope "
                            + "spelling (wan2.6-r2v) selects the same model.")
    private @Nullable String model;

    @UriParam(
            label = "producer",
            description =
                    "The prompt. It describes the scene and refers to the "
                            + "references by name, such as character1.")
    private @Nullable String prompt;

    @UriParam(label = "producer", description = "What must not appear in the video.")
    private @Nullable String negativePrompt;

    @UriParam(
            label = "producer",
            description =
                    "The size in pixels as WIDTHxHEIGHT, such as 1280x720. If not "
                            + "set, the service uses its default, which is not always the "
                            + "cheapest size: Wan uses 1080P.")
    private @Nullable String resolution;

    @UriParam(
            label = "producer",
            description = "The aspect ratio, such as 16:9, for models that support it.")
    private @Nullable String aspectRatio;

    @UriParam(
            label = "producer",
            description =
                    "The length of the video in whole seconds. If not set, the "
                            + "service uses its default.")
    private @Nullable Integer duration;

    @UriParam(
            label = "producer",
            enums = "single,multi",
            description =
                    "Whether the video is one continuous shot (single) or has "
                            + "several camera angles (multi).")
    private @Nullable String shotType;

    @UriParam(
            label = "producer",
            description = "The seed for reproducible results, from 0 to 2147483647.")
    private @Nullable Long seed;

    @UriParam(
            label = "producer",
            description = "Whether the video has audio, for models with this setting.")
    private @Nullable Boolean audio;

    @UriParam(
            label = "producer",
            description = "Whether the service adds its watermark to the video.")
    private @Nullable Boolean watermark;

    @UriParam(label = "producer", description = "Whether the service may rewrite the prompt.")
    private @Nullable Boolean promptExtend;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Request fields of the provider that have no option of their "
                            + "own, as a JSON object keyed by provider.")
    private @Nullable String providerOptions;

    @UriParam(
            label = "producer,security",
            description =
                    "The models that a message may select, separated by commas. If "
                            + "not set, a message may select any model.")
    private @Nullable String allowedModels;

    @UriParam(
            label = "producer,security",
            description =
                    "The options that a message may set, by header or in a body that contains a "
                            + "whole call, separated by commas: names of options with a header, "
                            + "referenceUrls, fps, idempotencyKey, or none. A message that sets "
                            + "another option is rejected. Headers that the route sets count as "
                            + "well. References in the body and attachments are always allowed. "
                            + "If not set, a message may set all these options.")
    private @Nullable String allowedMessageOptions;

    @UriParam(
            label = "producer",
            defaultValue = "strict",
            description =
                    "How a request is checked against the model table: strict "
                            + "rejects what the model does not support before anything is "
                            + "sent, lenient sends it with warnings, off disables the check.")
    private ValidationMode validation = ValidationMode.strict;

    @UriParam(
            label = "producer,advanced",
            description =
                    "A JSON file that extends or replaces the model table, as file: "
                            + "or classpath: followed by the path. An entry for a known model "
                            + "changes the fields that it contains; any other entry adds a "
                            + "model. The file is read when the endpoint starts.")
    @Metadata(supportFileReference = true)
    private @Nullable String modelTable;

    @UriParam(
            label = "producer",
            description =
                    "The maximum estimated cost of a request in US dollars, "
                            + "calculated after providerOptions have been applied. A request "
                            + "that may cost more is rejected before anything is sent. So is "
                            + "a request for a model without a price in the model table, and "
                            + "each request to a self-hosted server, which has no price; "
                            + "modelTable can add a price.")
    private @Nullable Double maxEstimatedCost;

    // ---- the result

    @UriParam(
            label = "producer",
            defaultValue = "bytes",
            description =
                    "The message body after the step: the video in memory (bytes), "
                            + "a stream that can be read repeatedly, backed by a temporary "
                            + "file that is deleted after the exchange (stream), a file in "
                            + "outputDirectory that the component does not delete (file), or "
                            + "the URL of the video without downloading it (url).")
    private @Nullable RefVideoOutput output;

    @UriParam(
            label = "producer",
            description =
                    "The directory where output=file stores the videos. It must "
                            + "exist. The component chooses the file names and does not "
                            + "replace existing files.")
    private @Nullable String outputDirectory;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The directory for temporary files: the videos of "
                            + "output=stream, and local media that arrives as a stream. If "
                            + "not set, the component creates a directory in the system's "
                            + "temporary directory that only the current user can read.")
    private @Nullable String spoolDirectory;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "536870912",
            description =
                    "The maximum size of a video that is downloaded, in bytes. With "
                            + "output=bytes each video in flight may need this much heap.")
    private long maxVideoSize = 512L * 1024 * 1024;

    // ---- local references

    @UriParam(
            label = "producer",
            description =
                    "Where to upload local images, videos and audio so that the "
                            + "service can fetch them: vercel-blob, dashscope (its temporary "
                            + "storage, only with provider=dashscope), endpoint: followed by "
                            + "the URI of a Camel endpoint that receives the media and "
                            + "returns a URL, or a bean of type ReferenceStore as #name. If "
                            + "not set, local media can only be used with models that accept "
                            + "media inside the request. provider=openai-videos needs no store.")
    private @Nullable String referenceStore;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether to delete uploaded references when no job needs them "
                            + "any more (best effort). A stop does not wait for pending "
                            + "deletions. Not supported by the temporary storage of DashScope.")
    private boolean deleteReferencesAfter = false;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The read-write token of the Vercel Blob store. If not set, the "
                            + "environment variable BLOB_READ_WRITE_TOKEN is used.")
    private @Nullable String blobAccessKey;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The base URL of Vercel Blob. If not set, the public service is "
                            + "used: https://vercel.com/api/blob.")
    private @Nullable String blobBaseUrl;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1073741824",
            description = "The maximum size of a local reference, in bytes.")
    private long maxReferenceSize = 1024L * 1024 * 1024;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether text in a message may refer to local files, as file: "
                            + "URLs or paths. The files must be inside referenceDirectory. "
                            + "Bodies of type File, Path or WrappedFile are always accepted.")
    private boolean allowFileReferences = false;

    @UriParam(
            label = "security",
            description =
                    "The directory that must contain the files that text in a "
                            + "message refers to. Required if allowFileReferences is enabled.")
    private @Nullable String referenceDirectory;

    // ---- the identity of a purchase
    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a message without an idempotency key is identified by "
                            + "the identity that its consumer gave it. A message that a "
                            + "broker delivers again is then not paid for again. The identity "
                            + "is the JMS message id; the Kafka topic, partition and offset; "
                            + "the message id of SQS, Service Bus, Pub/Sub or RabbitMQ; or "
                            + "the path, length and modification time of a file. A message "
                            + "without such an identity is rejected.")
    private boolean idempotencyKeyFromMessage = false;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "Whether to search the service's job list for a job whose "
                            + "submit got no response (DashScope and vLLM-Omni). The job is adopted if "
                            + "it is the only one with this model, time and prompt that does "
                            + "not belong to a purchase in the job repository. Enable this "
                            + "only if all applications that use the credential share the job "
                            + "repository and each request has a different prompt; otherwise "
                            + "the video of another request may be delivered.")
    private boolean adoptLostJobs = false;

    // ---- waiting

    @UriParam(
            label = "producer",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description =
                    "The time between status requests. If not set, requests become "
                            + "more frequent when a job has probably ended, by the run "
                            + "times of recent jobs; 5 s is then the longest time between "
                            + "two of them. A message can change it "
                            + "(header CamelRefVideoPollInterval), but not to less than one "
                            + "second or, if that is smaller, this value.")
    private @Nullable Long pollInterval;

    @UriParam(
            label = "producer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description =
                    "The deadline for the whole step, up to the last byte of the "
                            + "video. Time in the queue (queueTimeout) does not count. The "
                            + "job is not lost after a timeout: the exception carries its "
                            + "handle (except with gatewayFlow=stream, which has no handles).")
    private @Nullable Long pollTimeout;

    @UriParam(
            label = "producer,advanced",
            javaType = "java.time.Duration",
            description =
                    "The time between the response to the submit and the first "
                            + "status request. If not set, it depends on the run times of "
                            + "recent jobs of the same model, size and length. Until five of "
                            + "them have ended, it is two poll intervals; if pollInterval is "
                            + "not set, it is one second for the first five jobs. With "
                            + "webhookUrl, it is webhookPollInterval.")
    private @Nullable Long initialPollDelay;

    @UriParam(
            label = "producer",
            description =
                    "The public URL of a webhook:refvideo:completed route of this "
                            + "application. The gateway reports the end of each job to it, "
                            + "so that the job is not polled until then. Requires https, "
                            + "unless baseUrl is http. Ignored by other providers and with "
                            + "gatewayFlow=stream.")
    private @Nullable String webhookUrl;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "2m",
            javaType = "java.time.Duration",
            description =
                    "With webhookUrl: the time between status requests until the "
                            + "event of the job arrives, in case it is lost. After the event, "
                            + "pollInterval applies.")
    private long webhookPollInterval = 120_000;

    // ---- limits of a service; all endpoints with the same credential share them

    @UriParam(
            label = "producer",
            description =
                    "The maximum number of running jobs per credential. Further "
                            + "jobs wait in a queue, in order and unpaid. If not set, the "
                            + "documented limit of the service applies: 5 for DashScope, no "
                            + "limit for the gateway and for openai-videos. A self-hosted "
                            + "server queues the jobs that it cannot run.")
    private @Nullable Integer maxInFlight;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The maximum number of submits per second and credential. If "
                            + "not set, it is slightly below the documented limit of the "
                            + "service, if there is one.")
    private @Nullable Double submitsPerSecond;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The maximum number of status and list requests per second and "
                            + "credential. If not set, it is slightly below the documented "
                            + "limit of the service, if there is one.")
    private @Nullable Double statusPerSecond;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1d",
            javaType = "java.time.Duration",
            description =
                    "The maximum time that a job waits in the queue (maxInFlight) "
                            + "before it is submitted. The deadline (pollTimeout) starts when "
                            + "the job leaves the queue.")
    private long queueTimeout = 86_400_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "Whether to ask the service to cancel a job that has not finished "
                            + "within pollTimeout. The exchange fails with the timeout error "
                            + "in either case. The gateway cannot cancel; DashScope cancels "
                            + "only jobs that are still queued there, and vLLM-Omni also "
                            + "running jobs.")
    private boolean cancelOnTimeout = false;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "20",
            description =
                    "The number of jobs in flight per credential above which their "
                            + "status is read from the service's job list, one page per "
                            + "request, if the service has a list (DashScope).")
    private int listThreshold = 20;

    // ---- the service

    @UriParam(
            label = "producer",
            defaultValue = "gateway",
            description =
                    "The service that runs the job: gateway (Vercel AI Gateway), "
                            + "dashscope (Alibaba Model Studio directly), openai-videos (a "
                            + "self-hosted server, vLLM-Omni or SGLang; requires baseUrl), or a "
                            + "bean of type VideoProvider as #name.")
    private String provider = "gateway";

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The API key. If not set, an environment variable is used: for "
                            + "the gateway AI_GATEWAY_API_KEY, or VERCEL_OIDC_TOKEN if that "
                            + "is not set; for DashScope DASHSCOPE_API_KEY, or "
                            + "ALIBABA_API_KEY if that is not set. For openai-videos only "
                            + "this option is used; it is not needed if the server needs no key.")
    private @Nullable String apiKey;

    @UriParam(
            label = "producer",
            description =
                    "The base URL of the service. If not set, the public service is "
                            + "used: https://ai-gateway.vercel.sh/v4/ai for the gateway, the "
                            + "address of the region for DashScope. Required for "
                            + "openai-videos, such as http://gpu1:8091/v1.")
    private @Nullable String baseUrl;

    @UriParam(
            label = "producer",
            defaultValue = "singapore",
            description =
                    "The DashScope region. API key, model and base URL must belong "
                            + "to the same region. Frankfurt, Hong Kong and Tokyo require a "
                            + "workspaceId.")
    private DashscopeRegion region = DashscopeRegion.singapore;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The DashScope workspace. If set, the host of the workspace is "
                            + "used instead of the shared one.")
    private @Nullable String workspaceId;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The base URL of the DashScope task list, if it differs from "
                            + "baseUrl. Some workspace hosts reject list requests.")
    private @Nullable String listBaseUrl;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The id or slug of the Vercel team, for access tokens with "
                            + "access to several teams.")
    private @Nullable String team;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "async",
            description =
                    "How the gateway runs a job: async submits it with an "
                            + "idempotency key and polls its status; stream keeps one request "
                            + "open until the video is ready, without an idempotency key or a "
                            + "handle, and the job is lost if the connection is lost.")
    private GatewayFlow gatewayFlow = GatewayFlow.async;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "auto",
            description =
                    "The server program with provider=openai-videos: vllm (vLLM-Omni), "
                            + "sglang (SGLang diffusion), or auto to recognize it by its list of "
                            + "models. They differ in the fields of a request.")
    private OpenAiServer openaiServer = OpenAiServer.auto;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "With provider=openai-videos: whether the server fetches references "
                            + "that are URLs. If false, the component downloads them, with the "
                            + "checks of a video download, and sends their content. If true, "
                            + "local media needs a referenceStore.")
    private boolean passReferenceUrls = false;

    // ---- transport

    @UriParam(
            label = "timeout",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "Timeout for establishing a connection.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "timeout",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "Timeout for obtaining a connection from the pool.")
    private long connectionRequestTimeout = 30_000;

    @UriParam(
            label = "timeout",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description =
                    "Timeout for one call to the service, from its start to the "
                            + "last byte of the response. For video downloads and "
                            + "gatewayFlow=stream only the deadline (pollTimeout) applies.")
    private long responseTimeout = 60_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description =
                    "With gatewayFlow=stream: the maximum time without received "
                            + "data, after which the connection is considered lost.")
    private long heartbeatTimeout = 300_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "512",
            description = "The maximum number of open connections to all hosts.")
    private int maxTotalConnections = 512;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "256",
            description =
                    "The maximum number of open connections per host. Further calls "
                            + "wait. With gatewayFlow=stream each job in flight uses one.")
    private int connectionsPerRoute = 256;

    @UriParam(
            label = "security",
            description = "TLS settings for calls to the service and for video downloads.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "The host of an HTTP proxy.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "The port of the HTTP proxy.")
    private @Nullable Integer proxyPort;

    @UriParam(label = "proxy,security", secret = true, description = "The user name for the proxy.")
    private @Nullable String proxyAuthUsername;

    @UriParam(label = "proxy,security", secret = true, description = "The password for the proxy.")
    private @Nullable String proxyAuthPassword;

    @UriParam(
            label = "proxy",
            description =
                    "Hosts that are accessed without the proxy, separated by commas "
                            + "or vertical bars. An asterisk matches any part of a name.")
    private @Nullable String nonProxyHosts;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether videos may be downloaded from private, loopback and "
                            + "link-local addresses. Enable this only for a service on your "
                            + "own network, such as the simulator: otherwise a forged URL "
                            + "could reach internal hosts (SSRF).")
    private boolean allowPrivateAddresses = false;

    @UriParam(
            label = "security",
            description =
                    "The only hosts that videos, and references with "
                            + "provider=openai-videos, may be downloaded from, separated "
                            + "by commas. The host of a self-hosted server is always allowed. "
                            + "A name that starts with an asterisk and a dot "
                            + "matches all subdomains. If not set, any public host is "
                            + "allowed.")
    private @Nullable String trustedDownloadHosts;

    @UriParam(
            label = "producer,advanced,security",
            prefix = "additionalHeader.",
            multiValue = true,
            secret = true,
            description =
                    "Additional HTTP headers for each call to the service, such as "
                            + "additionalHeader.X-Tenant=a. They cannot replace headers that "
                            + "the protocol requires.")
    private @Nullable Map<String, Object> additionalHeader;

    /** An independent copy; maps and SSL parameters are shared. */
    public RefVideoConfiguration copy() {
        try {
            return (RefVideoConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getPrompt() {
        return prompt;
    }

    public void setPrompt(@Nullable String prompt) {
        this.prompt = prompt;
    }

    public @Nullable String getNegativePrompt() {
        return negativePrompt;
    }

    public void setNegativePrompt(@Nullable String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public @Nullable String getResolution() {
        return resolution;
    }

    public void setResolution(@Nullable String resolution) {
        this.resolution = resolution;
    }

    public @Nullable String getAspectRatio() {
        return aspectRatio;
    }

    public void setAspectRatio(@Nullable String aspectRatio) {
        this.aspectRatio = aspectRatio;
    }

    public @Nullable Integer getDuration() {
        return duration;
    }

    public void setDuration(@Nullable Integer duration) {
        this.duration = duration;
    }

    public @Nullable String getShotType() {
        return shotType;
    }

    public void setShotType(@Nullable String shotType) {
        this.shotType = shotType;
    }

    public @Nullable Long getSeed() {
        return seed;
    }

    public void setSeed(@Nullable Long seed) {
        this.seed = seed;
    }

    public @Nullable Boolean getAudio() {
        return audio;
    }

    public void setAudio(@Nullable Boolean audio) {
        this.audio = audio;
    }

    public @Nullable Boolean getWatermark() {
        return watermark;
    }

    public void setWatermark(@Nullable Boolean watermark) {
        this.watermark = watermark;
    }

    public @Nullable Boolean getPromptExtend() {
        return promptExtend;
    }

    public void setPromptExtend(@Nullable Boolean promptExtend) {
        this.promptExtend = promptExtend;
    }

    public @Nullable String getProviderOptions() {
        return providerOptions;
    }

    public void setProviderOptions(@Nullable String providerOptions) {
        this.providerOptions = providerOptions;
    }

    public @Nullable String getAllowedModels() {
        return allowedModels;
    }

    /** The names of {@code allowedModels}; null if all models are allowed. */
    @Nullable List<String> allowedModelList() {
        return allowedModels == null
                ? null
                : Arrays.stream(allowedModels.split(",")).map(String::strip).toList();
    }

    public void setAllowedModels(@Nullable String allowedModels) {
        this.allowedModels = allowedModels;
    }

    public @Nullable String getAllowedMessageOptions() {
        return allowedMessageOptions;
    }

    public void setAllowedMessageOptions(@Nullable String allowedMessageOptions) {
        this.allowedMessageOptions = allowedMessageOptions;
    }

    /**
     * Null if not set: {@code await} then uses the output that is named in the handle, all other
     * operations {@link RefVideoOutput#bytes}.
     */
    public @Nullable RefVideoOutput getOutput() {
        return output;
    }

    public void setOutput(@Nullable RefVideoOutput output) {
        this.output = output;
    }

    public long getMaxVideoSize() {
        return maxVideoSize;
    }

    public void setMaxVideoSize(long maxVideoSize) {
        this.maxVideoSize = OptionRange.atLeast("maxVideoSize", maxVideoSize, 1);
    }

    public boolean isIdempotencyKeyFromMessage() {
        return idempotencyKeyFromMessage;
    }

    public void setIdempotencyKeyFromMessage(boolean idempotencyKeyFromMessage) {
        this.idempotencyKeyFromMessage = idempotencyKeyFromMessage;
    }

    public boolean isAdoptLostJobs() {
        return adoptLostJobs;
    }

    public void setAdoptLostJobs(boolean adoptLostJobs) {
        this.adoptLostJobs = adoptLostJobs;
    }

    public @Nullable Long getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(@Nullable Long pollInterval) {
        this.pollInterval = OptionRange.atLeast("pollInterval", pollInterval, 1);
    }

    public @Nullable Long getPollTimeout() {
        return pollTimeout;
    }

    public void setPollTimeout(@Nullable Long pollTimeout) {
        this.pollTimeout = OptionRange.atLeast("pollTimeout", pollTimeout, 1);
    }

    public @Nullable Long getInitialPollDelay() {
        return initialPollDelay;
    }

    public void setInitialPollDelay(@Nullable Long initialPollDelay) {
        this.initialPollDelay = OptionRange.atLeast("initialPollDelay", initialPollDelay, 0);
    }

    public @Nullable String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(@Nullable String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public long getWebhookPollInterval() {
        return webhookPollInterval;
    }

    public void setWebhookPollInterval(long webhookPollInterval) {
        this.webhookPollInterval =
                OptionRange.atLeast("webhookPollInterval", webhookPollInterval, 1);
    }

    public OpenAiServer getOpenaiServer() {
        return openaiServer;
    }

    public void setOpenaiServer(OpenAiServer openaiServer) {
        this.openaiServer = openaiServer;
    }

    public boolean isPassReferenceUrls() {
        return passReferenceUrls;
    }

    public void setPassReferenceUrls(boolean passReferenceUrls) {
        this.passReferenceUrls = passReferenceUrls;
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getTeam() {
        return team;
    }

    public void setTeam(@Nullable String team) {
        this.team = team;
    }

    public GatewayFlow getGatewayFlow() {
        return gatewayFlow;
    }

    public void setGatewayFlow(GatewayFlow gatewayFlow) {
        this.gatewayFlow = gatewayFlow;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = OptionRange.atLeast("connectTimeout", connectTimeout, 1);
    }

    public long getConnectionRequestTimeout() {
        return connectionRequestTimeout;
    }

    public void setConnectionRequestTimeout(long connectionRequestTimeout) {
        this.connectionRequestTimeout =
                OptionRange.atLeast("connectionRequestTimeout", connectionRequestTimeout, 1);
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = OptionRange.atLeast("responseTimeout", responseTimeout, 1);
    }

    public long getHeartbeatTimeout() {
        return heartbeatTimeout;
    }

    public void setHeartbeatTimeout(long heartbeatTimeout) {
        this.heartbeatTimeout = OptionRange.atLeast("heartbeatTimeout", heartbeatTimeout, 1);
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = OptionRange.between("proxyPort", proxyPort, 1, 65_535);
    }

    public @Nullable String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(@Nullable String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public @Nullable String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(@Nullable String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }

    public @Nullable String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(@Nullable String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public boolean isAllowPrivateAddresses() {
        return allowPrivateAddresses;
    }

    public void setAllowPrivateAddresses(boolean allowPrivateAddresses) {
        this.allowPrivateAddresses = allowPrivateAddresses;
    }

    /** Adds headers to the existing ones; a header of the same name is replaced. */
    void addAdditionalHeaders(Map<String, Object> more) {
        if (!more.isEmpty()) {
            Map<String, Object> all = new HashMap<>();
            if (additionalHeader != null) {
                all.putAll(additionalHeader);
            }
            all.putAll(more);
            additionalHeader = all;
        }
    }

    public @Nullable Map<String, Object> getAdditionalHeader() {
        return additionalHeader;
    }

    public void setAdditionalHeader(@Nullable Map<String, Object> additionalHeader) {
        this.additionalHeader = additionalHeader;
    }

    public int getMaxTotalConnections() {
        return maxTotalConnections;
    }

    public void setMaxTotalConnections(int maxTotalConnections) {
        this.maxTotalConnections =
                OptionRange.atLeast("maxTotalConnections", maxTotalConnections, 1);
    }

    public int getConnectionsPerRoute() {
        return connectionsPerRoute;
    }

    public void setConnectionsPerRoute(int connectionsPerRoute) {
        this.connectionsPerRoute =
                OptionRange.atLeast("connectionsPerRoute", connectionsPerRoute, 1);
    }

    public ValidationMode getValidation() {
        return validation;
    }

    public void setValidation(ValidationMode validation) {
        this.validation = validation;
    }

    public @Nullable String getModelTable() {
        return modelTable;
    }

    public void setModelTable(@Nullable String modelTable) {
        this.modelTable = modelTable;
    }

    public @Nullable Double getMaxEstimatedCost() {
        return maxEstimatedCost;
    }

    public void setMaxEstimatedCost(@Nullable Double maxEstimatedCost) {
        this.maxEstimatedCost = OptionRange.atLeast0("maxEstimatedCost", maxEstimatedCost);
    }

    public @Nullable Integer getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(@Nullable Integer maxInFlight) {
        this.maxInFlight = OptionRange.atLeast("maxInFlight", maxInFlight, 1);
    }

    public @Nullable Double getSubmitsPerSecond() {
        return submitsPerSecond;
    }

    public void setSubmitsPerSecond(@Nullable Double submitsPerSecond) {
        this.submitsPerSecond = OptionRange.above0("submitsPerSecond", submitsPerSecond);
    }

    public @Nullable Double getStatusPerSecond() {
        return statusPerSecond;
    }

    public void setStatusPerSecond(@Nullable Double statusPerSecond) {
        this.statusPerSecond = OptionRange.above0("statusPerSecond", statusPerSecond);
    }

    public long getQueueTimeout() {
        return queueTimeout;
    }

    public void setQueueTimeout(long queueTimeout) {
        this.queueTimeout = OptionRange.atLeast("queueTimeout", queueTimeout, 1);
    }

    public int getListThreshold() {
        return listThreshold;
    }

    public void setListThreshold(int listThreshold) {
        this.listThreshold = OptionRange.atLeast("listThreshold", listThreshold, 0);
    }

    public DashscopeRegion getRegion() {
        return region;
    }

    public void setRegion(DashscopeRegion region) {
        this.region = region;
    }

    public @Nullable String getWorkspaceId() {
        return workspaceId;
    }

    public void setWorkspaceId(@Nullable String workspaceId) {
        this.workspaceId = workspaceId;
    }

    public @Nullable String getListBaseUrl() {
        return listBaseUrl;
    }

    public void setListBaseUrl(@Nullable String listBaseUrl) {
        this.listBaseUrl = listBaseUrl;
    }

    public @Nullable String getOutputDirectory() {
        return outputDirectory;
    }

    public void setOutputDirectory(@Nullable String outputDirectory) {
        this.outputDirectory = outputDirectory;
    }

    public @Nullable String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(@Nullable String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public @Nullable String getReferenceStore() {
        return referenceStore;
    }

    public void setReferenceStore(@Nullable String referenceStore) {
        this.referenceStore = referenceStore;
    }

    public boolean isDeleteReferencesAfter() {
        return deleteReferencesAfter;
    }

    public void setDeleteReferencesAfter(boolean deleteReferencesAfter) {
        this.deleteReferencesAfter = deleteReferencesAfter;
    }

    public @Nullable String getBlobAccessKey() {
        return blobAccessKey;
    }

    public void setBlobAccessKey(@Nullable String blobAccessKey) {
        this.blobAccessKey = blobAccessKey;
    }

    public @Nullable String getBlobBaseUrl() {
        return blobBaseUrl;
    }

    public void setBlobBaseUrl(@Nullable String blobBaseUrl) {
        this.blobBaseUrl = blobBaseUrl;
    }

    public long getMaxReferenceSize() {
        return maxReferenceSize;
    }

    public void setMaxReferenceSize(long maxReferenceSize) {
        this.maxReferenceSize = OptionRange.atLeast("maxReferenceSize", maxReferenceSize, 1);
    }

    public boolean isAllowFileReferences() {
        return allowFileReferences;
    }

    public void setAllowFileReferences(boolean allowFileReferences) {
        this.allowFileReferences = allowFileReferences;
    }

    public @Nullable String getReferenceDirectory() {
        return referenceDirectory;
    }

    public void setReferenceDirectory(@Nullable String referenceDirectory) {
        this.referenceDirectory = referenceDirectory;
    }

    public @Nullable String getTrustedDownloadHosts() {
        return trustedDownloadHosts;
    }

    public void setTrustedDownloadHosts(@Nullable String trustedDownloadHosts) {
        this.trustedDownloadHosts = trustedDownloadHosts;
    }

    public boolean isCancelOnTimeout() {
        return cancelOnTimeout;
    }

    public void setCancelOnTimeout(boolean cancelOnTimeout) {
        this.cancelOnTimeout = cancelOnTimeout;
    }

    /** The value for requests of messages that do not set the option; null for none. */
    @Nullable Object requestValue(RequestOption option) {
        return switch (option) {
            case MODEL -> getModel();
            case PROMPT -> getPrompt();
            case NEGATIVE_PROMPT -> getNegativePrompt();
            case RESOLUTION -> getResolution();
            case ASPECT_RATIO -> getAspectRatio();
            case DURATION -> getDuration();
            case SHOT_TYPE -> getShotType();
            case SEED -> getSeed();
            case AUDIO -> getAudio();
            case WATERMARK -> getWatermark();
            case PROMPT_EXTEND -> getPromptExtend();
            case PROVIDER_OPTIONS -> getProviderOptions();
            case POLL_INTERVAL -> getPollInterval();
            case POLL_TIMEOUT -> getPollTimeout();
            case OUTPUT -> getOutput();
            case FRAMES_PER_SECOND, REFERENCE_URLS -> null;
        };
    }
}
