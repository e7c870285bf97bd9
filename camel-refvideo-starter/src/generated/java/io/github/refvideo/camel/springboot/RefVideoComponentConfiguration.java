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
package io.github.refvideo.camel.springboot;

import io.github.refvideo.camel.DashscopeRegion;
import io.github.refvideo.camel.GatewayFlow;
import io.github.refvideo.camel.OpenAiServer;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoOutput;
import io.github.refvideo.camel.ValidationMode;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the refvideo component. Made from the component's metadata; do not edit, but see
 * the starter's README.
 */
@ConfigurationProperties(prefix = "camel.component.refvideo")
public class RefVideoComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /** Whether to enable auto configuration of the refvideo component. Enabled by default. */
    private Boolean enabled;

    /**
     * The default options of all endpoints.
     */
    private RefVideoConfiguration configuration;

    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any
     * exceptions (if possible) occurred while the Camel consumer is trying to pickup incoming
     * messages, or the likes, will now be processed as a message and handled by the routing Error
     * Handler. Important: This is only possible if the 3rd party component allows Camel to be
     * alerted if an exception was thrown. Some components handle this internally only, and
     * therefore bridgeErrorHandler is not possible. In other situations we may improve the Camel
     * component to hook into the 3rd party component and make this possible for future releases.
     * By default the consumer will use the org.apache.camel.spi.ExceptionHandler to deal with
     * exceptions, that will be logged at WARN or ERROR level and ignored.
     */
    private Boolean bridgeErrorHandler;

    /**
     * The aspect ratio, such as 16:9, for models that support it.
     */
    private String aspectRatio;

    /**
     * Whether the video has audio, for models with this setting.
     */
    private Boolean audio;

    /**
     * The base URL of the service. If not set, the public service is used:
     * https://ai-gateway.vercel.sh/v4/ai for the gateway, the address of the region for DashScope.
     * Required for openai-videos, such as http://gpu1:8091/v1.
     */
    private String baseUrl;

    /**
     * Whether to delete uploaded references when no job needs them any more (best effort). A stop
     * does not wait for pending deletions. Not supported by the temporary storage of DashScope.
     */
    private Boolean deleteReferencesAfter;

    /**
     * The length of the video in whole seconds. If not set, the service uses its default.
     */
    private Integer duration;

    /**
     * Whether a message without an idempotency key is identified by the identity that its consumer
     * gave it. A message that a broker delivers again is then not paid for again. The identity is
     * the JMS message id; the Kafka topic, partition and offset; the message id of SQS, Service
     * Bus, Pub/Sub or RabbitMQ; or the path, length and modification time of a file. A message
     * without such an identity is rejected.
     */
    private Boolean idempotencyKeyFromMessage;

    /**
     * Records purchases, so that they are found again after a restart or by another node. If not
     * set, a single bean of this type in the registry is used. If there is none, purchases are
     * kept in memory: a restart loses them, and their jobs may be paid for again.
     */
    private VideoJobRepository jobRepository;

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can
     * use this to allow CamelContext and routes to startup in situations where a producer may
     * otherwise fail during starting and cause the route to fail being started. By deferring this
     * startup to be lazy then the startup failure can be handled during routing messages via
     * Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing
     * time of the processing.
     */
    private Boolean lazyStartProducer;

    /**
     * The maximum estimated cost of a request in US dollars, calculated after providerOptions have
     * been applied. A request that may cost more is rejected before anything is sent. So is a
     * request for a model without a price in the model table, and each request to a self-hosted
     * server, which has no price; modelTable can add a price.
     */
    private Double maxEstimatedCost;

    /**
     * The maximum number of running jobs per credential. Further jobs wait in a queue, in order
     * and unpaid. If not set, the documented limit of the service applies: 5 for DashScope, no
     * limit for the gateway and for openai-videos. A self-hosted server queues the jobs that it
     * cannot run.
     */
    private Integer maxInFlight;

    /**
     * The model, such as alibaba/wan-v2.6-r2v. The DashScope spelling (wan2.6-r2v) selects the
     * same model.
     */
    private String model;

    /**
     * What must not appear in the video.
     */
    private String negativePrompt;

    /**
     * The message body after the step: the video in memory (bytes), a stream that can be read
     * repeatedly, backed by a temporary file that is deleted after the exchange (stream), a file
     * in outputDirectory that the component does not delete (file), or the URL of the video
     * without downloading it (url).
     */
    private RefVideoOutput output;

    /**
     * The directory where output=file stores the videos. It must exist. The component chooses the
     * file names and does not replace existing files.
     */
    private String outputDirectory;

    /**
     * The time between status requests. If not set, requests become more frequent when a job has
     * probably ended, by the run times of recent jobs; 5 s is then the longest time between two of
     * them. A message can change it (header CamelRefVideoPollInterval), but not to less than one
     * second or, if that is smaller, this value.
     */
    private Duration pollInterval;

    /**
     * The deadline for the whole step, up to the last byte of the video. Time in the queue
     * (queueTimeout) does not count. The job is not lost after a timeout: the exception carries
     * its handle (except with gatewayFlow=stream, which has no handles).
     */
    private Duration pollTimeout;

    /**
     * The prompt. It describes the scene and refers to the references by name, such as character1.
     */
    private String prompt;

    /**
     * Whether the service may rewrite the prompt.
     */
    private Boolean promptExtend;

    /**
     * The service that runs the job: gateway (Vercel AI Gateway), dashscope (Alibaba Model Studio
     * directly), openai-videos (a self-hosted server, vLLM-Omni or SGLang; requires baseUrl), or a
     * bean of type VideoProvider as #name.
     */
    private String provider;

    /**
     * Where to upload local images, videos and audio so that the service can fetch them:
     * vercel-blob, dashscope (its temporary storage, only with provider=dashscope), endpoint:
     * followed by the URI of a Camel endpoint that receives the media and returns a URL, or a bean
     * of type ReferenceStore as #name. If not set, local media can only be used with models that
     * accept media inside the request. provider=openai-videos needs no store.
     */
    private String referenceStore;

    /**
     * The DashScope region. API key, model and base URL must belong to the same region. Frankfurt,
     * Hong Kong and Tokyo require a workspaceId.
     */
    private DashscopeRegion region;

    /**
     * The size in pixels as WIDTHxHEIGHT, such as 1280x720. If not set, the service uses its
     * default, which is not always the cheapest size: Wan uses 1080P.
     */
    private String resolution;

    /**
     * The seed for reproducible results, from 0 to 2147483647.
     */
    private Long seed;

    /**
     * Whether the video is one continuous shot (single) or has several camera angles (multi).
     */
    private String shotType;

    /**
     * How a request is checked against the model table: strict rejects what the model does not
     * support before anything is sent, lenient sends it with warnings, off disables the check.
     */
    private ValidationMode validation;

    /**
     * Whether the service adds its watermark to the video.
     */
    private Boolean watermark;

    /**
     * The public URL of a webhook:refvideo:completed route of this application. The gateway
     * reports the end of each job to it, so that the job is not polled until then. Requires https,
     * unless baseUrl is http. Ignored by other providers and with gatewayFlow=stream.
     */
    private String webhookUrl;

    /**
     * Whether to search the service's job list for a job whose submit got no response (DashScope
     * and vLLM-Omni). The job is adopted if it is the only one with this model, time and prompt
     * that does not belong to a purchase in the job repository. Enable this only if all
     * applications that use the credential share the job repository and each request has a
     * different prompt; otherwise the video of another request may be delivered.
     */
    private Boolean adoptLostJobs;

    /**
     * The base URL of Vercel Blob. If not set, the public service is used:
     * https://vercel.com/api/blob.
     */
    private String blobBaseUrl;

    /**
     * Whether to ask the service to cancel a job that has not finished within pollTimeout. The
     * exchange fails with the timeout error in either case. The gateway cannot cancel; DashScope
     * cancels only jobs that are still queued there, and vLLM-Omni also running jobs.
     */
    private Boolean cancelOnTimeout;

    /**
     * How long a process that does not renew its leases in the job repository is considered alive.
     * After that, other processes may take over its purchases. A process renews its leases three
     * times in this period. A process that was paused for longer does not submit.
     */
    private Duration claimTimeout;

    /**
     * The maximum number of open connections per host. Further calls wait. With gatewayFlow=stream
     * each job in flight uses one.
     */
    private Integer connectionsPerRoute;

    /**
     * How the gateway runs a job: async submits it with an idempotency key and polls its status;
     * stream keeps one request open until the video is ready, without an idempotency key or a
     * handle, and the job is lost if the connection is lost.
     */
    private GatewayFlow gatewayFlow;

    /**
     * With gatewayFlow=stream: the maximum time without received data, after which the connection
     * is considered lost.
     */
    private Duration heartbeatTimeout;

    /**
     * The time between the response to the submit and the first status request. If not set, it
     * depends on the run times of recent jobs of the same model, size and length. Until five of
     * them have ended, it is two poll intervals; if pollInterval is not set, it is one second for
     * the first five jobs. With webhookUrl, it is webhookPollInterval.
     */
    private Duration initialPollDelay;

    /**
     * How long the job repository keeps a purchase after its last change. A purchase is not paid
     * for again while it is kept.
     */
    private Duration jobRetention;

    /**
     * The base URL of the DashScope task list, if it differs from baseUrl. Some workspace hosts
     * reject list requests.
     */
    private String listBaseUrl;

    /**
     * The number of jobs in flight per credential above which their status is read from the
     * service's job list, one page per request, if the service has a list (DashScope).
     */
    private Integer listThreshold;

    /**
     * The maximum size of a local reference, in bytes.
     */
    private Long maxReferenceSize;

    /**
     * The maximum number of open connections to all hosts.
     */
    private Integer maxTotalConnections;

    /**
     * The maximum size of a video that is downloaded, in bytes. With output=bytes each video in
     * flight may need this much heap.
     */
    private Long maxVideoSize;

    /**
     * A JSON file that extends or replaces the model table, as file: or classpath: followed by the
     * path. An entry for a known model changes the fields that it contains; any other entry adds a
     * model. The file is read when the endpoint starts.
     */
    private String modelTable;

    /**
     * The name of this node in the records of the job repository, for diagnosis only. Each start
     * of a process has its own identity, even if the name is the same.
     */
    private String nodeId;

    /**
     * The server program with provider=openai-videos: vllm (vLLM-Omni), sglang (SGLang diffusion),
     * or auto to recognize it by its list of models. They differ in the fields of a request.
     */
    private OpenAiServer openaiServer;

    /**
     * With provider=openai-videos: whether the server fetches references that are URLs. If false,
     * the component downloads them, with the checks of a video download, and sends their content.
     * If true, local media needs a referenceStore.
     */
    private Boolean passReferenceUrls;

    /**
     * Request fields of the provider that have no option of their own, as a JSON object keyed by
     * provider.
     */
    private String providerOptions;

    /**
     * The maximum time that a job waits in the queue (maxInFlight) before it is submitted. The
     * deadline (pollTimeout) starts when the job leaves the queue.
     */
    private Duration queueTimeout;

    /**
     * The directory for temporary files: the videos of output=stream, and local media that arrives
     * as a stream. If not set, the component creates a directory in the system's temporary
     * directory that only the current user can read.
     */
    private String spoolDirectory;

    /**
     * The maximum number of status and list requests per second and credential. If not set, it is
     * slightly below the documented limit of the service, if there is one.
     */
    private Double statusPerSecond;

    /**
     * The maximum number of submits per second and credential. If not set, it is slightly below
     * the documented limit of the service, if there is one.
     */
    private Double submitsPerSecond;

    /**
     * The id or slug of the Vercel team, for access tokens with access to several teams.
     */
    private String team;

    /**
     * With webhookUrl: the time between status requests until the event of the job arrives, in
     * case it is lost. After the event, pollInterval applies.
     */
    private Duration webhookPollInterval;

    /**
     * The DashScope workspace. If set, the host of the workspace is used instead of the shared
     * one.
     */
    private String workspaceId;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option
     * must be marked as autowired) by looking up in the registry to find if there is a single
     * instance of matching type, which then gets configured on the component. This can be used for
     * automatic configuring JDBC data sources, JMS connection factories, AWS Clients, etc.
     */
    private Boolean autowiredEnabled;

    /**
     * A listener that is called for each step of each job, for example for progress displays and
     * metrics. Beans of this type in the registry are found automatically.
     */
    private JobListener jobListener;

    /**
     * Whether to record Micrometer metrics for jobs, cost and quota. This requires a MeterRegistry
     * bean in the registry when the component starts.
     */
    private Boolean metricsEnabled;

    /**
     * The number of threads on which routes continue after a video or an error. They are started
     * on demand and stopped when idle. A later step that blocks (a synchronous call, a redelivery
     * that is not asynchronous) occupies one. When all are blocked, more are started and a warning
     * is logged. Not used with virtual threads.
     */
    private Integer workerThreads;

    /**
     * Used for enabling or disabling all consumer based health checks from this component
     */
    private Boolean healthCheckConsumerEnabled;

    /**
     * Used for enabling or disabling all producer based health checks from this component. Notice:
     * Camel has by default disabled all producer based health-checks. You can turn on producer
     * checks globally by setting camel.health.producersEnabled=true.
     */
    private Boolean healthCheckProducerEnabled;

    /**
     * Hosts that are accessed without the proxy, separated by commas or vertical bars. An asterisk
     * matches any part of a name.
     */
    private String nonProxyHosts;

    /**
     * The host of an HTTP proxy.
     */
    private String proxyHost;

    /**
     * The port of the HTTP proxy.
     */
    private Integer proxyPort;

    /**
     * Additional HTTP headers for each call to the service, such as additionalHeader.X-Tenant=a.
     * They cannot replace headers that the protocol requires. This is a multi-value option with
     * prefix: additionalHeader.
     */
    private Map<String, Object> additionalHeader;

    /**
     * The options that a message may set, by header or in a body that contains a whole call,
     * separated by commas: names of options with a header, referenceUrls, fps, idempotencyKey, or
     * none. A message that sets another option is rejected. Headers that the route sets count as
     * well. References in the body and attachments are always allowed. If not set, a message may
     * set all these options.
     */
    private String allowedMessageOptions;

    /**
     * The models that a message may select, separated by commas. If not set, a message may select
     * any model.
     */
    private String allowedModels;

    /**
     * Whether text in a message may refer to local files, as file: URLs or paths. The files must
     * be inside referenceDirectory. Bodies of type File, Path or WrappedFile are always accepted.
     */
    private Boolean allowFileReferences;

    /**
     * Whether videos may be downloaded from private, loopback and link-local addresses. Enable
     * this only for a service on your own network, such as the simulator: otherwise a forged URL
     * could reach internal hosts (SSRF).
     */
    private Boolean allowPrivateAddresses;

    /**
     * The API key. If not set, an environment variable is used: for the gateway
     * AI_GATEWAY_API_KEY, or VERCEL_OIDC_TOKEN if that is not set; for DashScope
     * DASHSCOPE_API_KEY, or ALIBABA_API_KEY if that is not set. For openai-videos only this option
     * is used; it is not needed if the server needs no key.
     */
    private String apiKey;

    /**
     * The read-write token of the Vercel Blob store. If not set, the environment variable
     * BLOB_READ_WRITE_TOKEN is used.
     */
    private String blobAccessKey;

    /**
     * The password for the proxy.
     */
    private String proxyAuthPassword;

    /**
     * The user name for the proxy.
     */
    private String proxyAuthUsername;

    /**
     * The directory that must contain the files that text in a message refers to. Required if
     * allowFileReferences is enabled.
     */
    private String referenceDirectory;

    /**
     * TLS settings for calls to the service and for video downloads.
     */
    private SSLContextParameters sslContextParameters;

    /**
     * The only hosts that videos, and references with provider=openai-videos, may be downloaded
     * from, separated by commas. The host of a self-hosted server is always allowed. A name that
     * starts with an asterisk and a dot matches all subdomains. If not set, any public host is
     * allowed.
     */
    private String trustedDownloadHosts;

    /**
     * Whether to use the global TLS settings of the CamelContext.
     */
    private Boolean useGlobalSslContextParameters;

    /**
     * Timeout for obtaining a connection from the pool.
     */
    private Duration connectionRequestTimeout;

    /**
     * Timeout for establishing a connection.
     */
    private Duration connectTimeout;

    /**
     * Timeout for one call to the service, from its start to the last byte of the response. For
     * video downloads and gatewayFlow=stream only the deadline (pollTimeout) applies.
     */
    private Duration responseTimeout;

    public RefVideoConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RefVideoConfiguration configuration) {
        this.configuration = configuration;
    }

    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public String getAspectRatio() {
        return aspectRatio;
    }

    public void setAspectRatio(String aspectRatio) {
        this.aspectRatio = aspectRatio;
    }

    public Boolean getAudio() {
        return audio;
    }

    public void setAudio(Boolean audio) {
        this.audio = audio;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Boolean getDeleteReferencesAfter() {
        return deleteReferencesAfter;
    }

    public void setDeleteReferencesAfter(Boolean deleteReferencesAfter) {
        this.deleteReferencesAfter = deleteReferencesAfter;
    }

    public Integer getDuration() {
        return duration;
    }

    public void setDuration(Integer duration) {
        this.duration = duration;
    }

    public Boolean getIdempotencyKeyFromMessage() {
        return idempotencyKeyFromMessage;
    }

    public void setIdempotencyKeyFromMessage(Boolean idempotencyKeyFromMessage) {
        this.idempotencyKeyFromMessage = idempotencyKeyFromMessage;
    }

    public VideoJobRepository getJobRepository() {
        return jobRepository;
    }

    public void setJobRepository(VideoJobRepository jobRepository) {
        this.jobRepository = jobRepository;
    }

    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public Double getMaxEstimatedCost() {
        return maxEstimatedCost;
    }

    public void setMaxEstimatedCost(Double maxEstimatedCost) {
        this.maxEstimatedCost = maxEstimatedCost;
    }

    public Integer getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(Integer maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getNegativePrompt() {
        return negativePrompt;
    }

    public void setNegativePrompt(String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public RefVideoOutput getOutput() {
        return output;
    }

    public void setOutput(RefVideoOutput output) {
        this.output = output;
    }

    public String getOutputDirectory() {
        return outputDirectory;
    }

    public void setOutputDirectory(String outputDirectory) {
        this.outputDirectory = outputDirectory;
    }

    public Duration getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(Duration pollInterval) {
        this.pollInterval = pollInterval;
    }

    public Duration getPollTimeout() {
        return pollTimeout;
    }

    public void setPollTimeout(Duration pollTimeout) {
        this.pollTimeout = pollTimeout;
    }

    public String getPrompt() {
        return prompt;
    }

    public void setPrompt(String prompt) {
        this.prompt = prompt;
    }

    public Boolean getPromptExtend() {
        return promptExtend;
    }

    public void setPromptExtend(Boolean promptExtend) {
        this.promptExtend = promptExtend;
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getReferenceStore() {
        return referenceStore;
    }

    public void setReferenceStore(String referenceStore) {
        this.referenceStore = referenceStore;
    }

    public DashscopeRegion getRegion() {
        return region;
    }

    public void setRegion(DashscopeRegion region) {
        this.region = region;
    }

    public String getResolution() {
        return resolution;
    }

    public void setResolution(String resolution) {
        this.resolution = resolution;
    }

    public Long getSeed() {
        return seed;
    }

    public void setSeed(Long seed) {
        this.seed = seed;
    }

    public String getShotType() {
        return shotType;
    }

    public void setShotType(String shotType) {
        this.shotType = shotType;
    }

    public ValidationMode getValidation() {
        return validation;
    }

    public void setValidation(ValidationMode validation) {
        this.validation = validation;
    }

    public Boolean getWatermark() {
        return watermark;
    }

    public void setWatermark(Boolean watermark) {
        this.watermark = watermark;
    }

    public String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public Boolean getAdoptLostJobs() {
        return adoptLostJobs;
    }

    public void setAdoptLostJobs(Boolean adoptLostJobs) {
        this.adoptLostJobs = adoptLostJobs;
    }

    public String getBlobBaseUrl() {
        return blobBaseUrl;
    }

    public void setBlobBaseUrl(String blobBaseUrl) {
        this.blobBaseUrl = blobBaseUrl;
    }

    public Boolean getCancelOnTimeout() {
        return cancelOnTimeout;
    }

    public void setCancelOnTimeout(Boolean cancelOnTimeout) {
        this.cancelOnTimeout = cancelOnTimeout;
    }

    public Duration getClaimTimeout() {
        return claimTimeout;
    }

    public void setClaimTimeout(Duration claimTimeout) {
        this.claimTimeout = claimTimeout;
    }

    public Integer getConnectionsPerRoute() {
        return connectionsPerRoute;
    }

    public void setConnectionsPerRoute(Integer connectionsPerRoute) {
        this.connectionsPerRoute = connectionsPerRoute;
    }

    public GatewayFlow getGatewayFlow() {
        return gatewayFlow;
    }

    public void setGatewayFlow(GatewayFlow gatewayFlow) {
        this.gatewayFlow = gatewayFlow;
    }

    public Duration getHeartbeatTimeout() {
        return heartbeatTimeout;
    }

    public void setHeartbeatTimeout(Duration heartbeatTimeout) {
        this.heartbeatTimeout = heartbeatTimeout;
    }

    public Duration getInitialPollDelay() {
        return initialPollDelay;
    }

    public void setInitialPollDelay(Duration initialPollDelay) {
        this.initialPollDelay = initialPollDelay;
    }

    public Duration getJobRetention() {
        return jobRetention;
    }

    public void setJobRetention(Duration jobRetention) {
        this.jobRetention = jobRetention;
    }

    public String getListBaseUrl() {
        return listBaseUrl;
    }

    public void setListBaseUrl(String listBaseUrl) {
        this.listBaseUrl = listBaseUrl;
    }

    public Integer getListThreshold() {
        return listThreshold;
    }

    public void setListThreshold(Integer listThreshold) {
        this.listThreshold = listThreshold;
    }

    public Long getMaxReferenceSize() {
        return maxReferenceSize;
    }

    public void setMaxReferenceSize(Long maxReferenceSize) {
        this.maxReferenceSize = maxReferenceSize;
    }

    public Integer getMaxTotalConnections() {
        return maxTotalConnections;
    }

    public void setMaxTotalConnections(Integer maxTotalConnections) {
        this.maxTotalConnections = maxTotalConnections;
    }

    public Long getMaxVideoSize() {
        return maxVideoSize;
    }

    public void setMaxVideoSize(Long maxVideoSize) {
        this.maxVideoSize = maxVideoSize;
    }

    public String getModelTable() {
        return modelTable;
    }

    public void setModelTable(String modelTable) {
        this.modelTable = modelTable;
    }

    public String getNodeId() {
        return nodeId;
    }

    public void setNodeId(String nodeId) {
        this.nodeId = nodeId;
    }

    public OpenAiServer getOpenaiServer() {
        return openaiServer;
    }

    public void setOpenaiServer(OpenAiServer openaiServer) {
        this.openaiServer = openaiServer;
    }

    public Boolean getPassReferenceUrls() {
        return passReferenceUrls;
    }

    public void setPassReferenceUrls(Boolean passReferenceUrls) {
        this.passReferenceUrls = passReferenceUrls;
    }

    public String getProviderOptions() {
        return providerOptions;
    }

    public void setProviderOptions(String providerOptions) {
        this.providerOptions = providerOptions;
    }

    public Duration getQueueTimeout() {
        return queueTimeout;
    }

    public void setQueueTimeout(Duration queueTimeout) {
        this.queueTimeout = queueTimeout;
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public Double getStatusPerSecond() {
        return statusPerSecond;
    }

    public void setStatusPerSecond(Double statusPerSecond) {
        this.statusPerSecond = statusPerSecond;
    }

    public Double getSubmitsPerSecond() {
        return submitsPerSecond;
    }

    public void setSubmitsPerSecond(Double submitsPerSecond) {
        this.submitsPerSecond = submitsPerSecond;
    }

    public String getTeam() {
        return team;
    }

    public void setTeam(String team) {
        this.team = team;
    }

    public Duration getWebhookPollInterval() {
        return webhookPollInterval;
    }

    public void setWebhookPollInterval(Duration webhookPollInterval) {
        this.webhookPollInterval = webhookPollInterval;
    }

    public String getWorkspaceId() {
        return workspaceId;
    }

    public void setWorkspaceId(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public JobListener getJobListener() {
        return jobListener;
    }

    public void setJobListener(JobListener jobListener) {
        this.jobListener = jobListener;
    }

    public Boolean getMetricsEnabled() {
        return metricsEnabled;
    }

    public void setMetricsEnabled(Boolean metricsEnabled) {
        this.metricsEnabled = metricsEnabled;
    }

    public Integer getWorkerThreads() {
        return workerThreads;
    }

    public void setWorkerThreads(Integer workerThreads) {
        this.workerThreads = workerThreads;
    }

    public Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    public void setHealthCheckConsumerEnabled(Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    public Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public Map<String, Object> getAdditionalHeader() {
        return additionalHeader;
    }

    public void setAdditionalHeader(Map<String, Object> additionalHeader) {
        this.additionalHeader = additionalHeader;
    }

    public String getAllowedMessageOptions() {
        return allowedMessageOptions;
    }

    public void setAllowedMessageOptions(String allowedMessageOptions) {
        this.allowedMessageOptions = allowedMessageOptions;
    }

    public String getAllowedModels() {
        return allowedModels;
    }

    public void setAllowedModels(String allowedModels) {
        this.allowedModels = allowedModels;
    }

    public Boolean getAllowFileReferences() {
        return allowFileReferences;
    }

    public void setAllowFileReferences(Boolean allowFileReferences) {
        this.allowFileReferences = allowFileReferences;
    }

    public Boolean getAllowPrivateAddresses() {
        return allowPrivateAddresses;
    }

    public void setAllowPrivateAddresses(Boolean allowPrivateAddresses) {
        this.allowPrivateAddresses = allowPrivateAddresses;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBlobAccessKey() {
        return blobAccessKey;
    }

    public void setBlobAccessKey(String blobAccessKey) {
        this.blobAccessKey = blobAccessKey;
    }

    public String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }

    public String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public String getReferenceDirectory() {
        return referenceDirectory;
    }

    public void setReferenceDirectory(String referenceDirectory) {
        this.referenceDirectory = referenceDirectory;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getTrustedDownloadHosts() {
        return trustedDownloadHosts;
    }

    public void setTrustedDownloadHosts(String trustedDownloadHosts) {
        this.trustedDownloadHosts = trustedDownloadHosts;
    }

    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public Duration getConnectionRequestTimeout() {
        return connectionRequestTimeout;
    }

    public void setConnectionRequestTimeout(Duration connectionRequestTimeout) {
        this.connectionRequestTimeout = connectionRequestTimeout;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }
}
