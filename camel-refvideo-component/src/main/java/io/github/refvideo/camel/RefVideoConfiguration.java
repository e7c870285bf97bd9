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

import io.github.refvideo.camel.model.ValidationMode;
import io.github.refvideo.camel.provider.dashscope.DashscopeRegion;
import io.github.refvideo.camel.provider.gateway.GatewayFlow;
import io.github.refvideo.camel.provider.gateway.ReferenceStyle;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The options of endpoint and component. The component holds one as template; each endpoint gets a
 * copy and puts its own options on top. Durations are in milliseconds; null means not set.
 */
@UriParams
@Configurer
public class RefVideoConfiguration implements Cloneable {

    // ---- the request

    @UriParam(
            label = "producer",
            description =
                    "The model, such as alibaba/wan-v2.6-r2v. DashScope's spelling "
                            + "(wan2.6-r2v) names the same model.")
    private String model;

    @UriParam(
            label = "producer",
            description = "Describes the scene and names the references, such as character1.")
    private String prompt;

    @UriParam(label = "producer", description = "What the scene shall not show.")
    private String negativePrompt;

    @UriParam(
            label = "producer",
            description =
                    "The size in pixels as WIDTHxHEIGHT, such as 1280x720. The service has "
                            + "a default of its own.")
    private String resolution;

    @UriParam(
            label = "producer",
            description = "The aspect ratio, such as 16:9, for models that take one.")
    private String aspectRatio;

    @UriParam(
            label = "producer",
            description =
                    "The length of the video in whole seconds. The service has a default of "
                            + "its own.")
    private Integer duration;

    @UriParam(
            label = "producer",
            enums = "single,multi",
            description = "One continuous shot (single) or several camera angles (multi).")
    private String shotType;

    @UriParam(
            label = "producer",
            description = "Seed for repeatable results, from 0 to 2147483647.")
    private Long seed;

    @UriParam(
            label = "producer",
            description = "Whether the video has sound, for models with a switch.")
    private Boolean audio;

    @UriParam(label = "producer", description = "Whether the service puts its mark on the video.")
    private Boolean watermark;

    @UriParam(label = "producer", description = "Whether the service may rewrite the prompt.")
    private Boolean promptExtend;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Fields for the provider that have no option here, as a JSON object "
                            + "keyed by provider.")
    private String providerOptions;

    @UriParam(
            label = "producer",
            description =
                    "The models that a message may ask for, separated by commas. Not set "
                            + "means that a message may ask for any model.")
    private String allowedModels;

    @UriParam(
            label = "producer",
            defaultValue = "strict",
            description =
                    "How a request is compared with what the table of models says: strict refuses what the"
                            + " model cannot do before anything is sent, lenient sends it with warnings, off does"
                            + " not compare.")
    private ValidationMode validation = ValidationMode.strict;

    @UriParam(
            label = "producer",
            description =
                    "Refuses a request whose estimated price in US dollars may be higher. A price that the"
                            + " table does not know is no reason to refuse.")
    private Double maxEstimatedCost;

    // ---- the result

    @UriParam(
            label = "producer",
            defaultValue = "bytes",
            description =
                    "What the step puts into the message body: the video in memory (bytes), the "
                            + "video on disk as a stream that can be read again and goes with "
                            + "the exchange (stream), a file in outputDirectory that is yours "
                            + "(file), or the link to it (url) without fetching it.")
    private RefVideoOutput output;

    @UriParam(
            label = "producer",
            description =
                    "Where output=file puts the videos. It must exist; the name of a file is made by"
                            + " the component, and no file that is there is ever replaced.")
    private String outputDirectory;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Where output=stream and media that arrives as a stream lie while they are needed."
                            + " Not set means a directory of its own, for this user only, in the"
                            + " system's temporary directory.")
    private String spoolDirectory;

    @UriParam(
            label = "producer",
            defaultValue = "536870912",
            description =
                    "The largest video that is fetched, in bytes. With output=bytes each video in "
                            + "flight may need this much heap.")
    private long maxVideoSize = 512L * 1024 * 1024;

    // ---- local references

    @UriParam(
            label = "producer",
            description =
                    "Where pictures and clips of this machine are put, so that the service can fetch"
                            + " them: vercel-blob, dashscope (its temporary space, for provider"
                            + " dashscope), endpoint: followed by the URI of an endpoint that takes"
                            + " the media and answers with a URL, or a bean of type"
                            + " ReferenceStore as #name. Not set means that only media that the"
                            + " model takes inside the request can be given.")
    private String referenceStore;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether stored references are deleted once no job needs them any more. Not"
                            + " possible in DashScope's temporary space.")
    private boolean deleteReferencesAfter = false;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The read-write token of the Vercel Blob store. Not set means"
                            + " BLOB_READ_WRITE_TOKEN in the environment.")
    private String blobAccessKey;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Where Vercel Blob is. Not set means the public service,"
                            + " https://vercel.com/api/blob.")
    private String blobBaseUrl;

    @UriParam(
            label = "producer",
            defaultValue = "1073741824",
            description = "The largest local reference that is taken, in bytes.")
    private long maxReferenceSize = 1024L * 1024 * 1024;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether text in a message may name files: file: URLs and paths, all of them"
                            + " inside referenceDirectory. Bodies of type File, Path or WrappedFile"
                            + " need no permission.")
    private boolean allowFileReferences = false;

    @UriParam(
            label = "security",
            description =
                    "The directory that files named by text must lie in. Needed with"
                            + " allowFileReferences.")
    private String referenceDirectory;

    // ---- the identity of a purchase
    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether the identity that the consumer gave the message identifies the purchase"
                            + " when there is no idempotency key, so that a message that a broker delivers"
                            + " again is not paid again: the JMS message id; the Kafka topic, partition"
                            + " and offset; the message id of SQS, Service Bus, Pub/Sub and RabbitMQ;"
                            + " path, length and modification time of a file. A message without one is"
                            + " refused.")
    private boolean idempotencyKeyFromMessage = false;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "Whether a job whose acknowledgement was lost is looked for in the service's list and"
                            + " taken if it is the only one of that model, time and prompt that no"
                            + " purchase in the job repository has (DashScope). Needs a credential that"
                            + " no application without this job repository uses, and a prompt per"
                            + " request; otherwise a video of another request can be delivered.")
    private boolean adoptLostJobs = false;

    // ---- waiting

    @UriParam(
            label = "producer",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description =
                    "Time between status reads. A message can set it (header CamelRefVideoPollInterval),"
                            + " but not below one second or, if that is smaller, this value.")
    private Long pollInterval;

    @UriParam(
            label = "producer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description =
                    "The deadline for the whole step, from submit to the last byte of the "
                            + "video. A timeout never loses the job: the exception carries its "
                            + "handle.")
    private Long pollTimeout;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "Time from the acknowledged submit to the first status read. Not set"
                            + " means by what recent jobs of the same model took, and two"
                            + " intervals as long as that is not known.")
    private Long initialPollDelay;

    // ---- sharing what a service takes; jobs of one credential share it over all endpoints

    @UriParam(
            label = "producer",
            description =
                    "The most jobs of one credential between submit and their end; more wait in line, in"
                            + " order. Not set means what the service documents: 5 for DashScope, no limit for"
                            + " the gateway.")
    private Integer maxInFlight;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The most submits of one credential in a second. Not set means a little below what the"
                            + " service documents.")
    private Double submitsPerSecond;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The most status reads and list calls of one credential in a second. Not set means a"
                            + " little below what the service documents.")
    private Double statusPerSecond;

    @UriParam(
            label = "producer",
            defaultValue = "1d",
            javaType = "java.time.Duration",
            description =
                    "How long a job may stand in line before it is submitted. The deadline (pollTimeout)"
                            + " starts behind the line.")
    private long queueTimeout = 86_400_000;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a job that is not done within pollTimeout is cancelled at the service, as"
                            + " far as it can be. The error stays the timeout.")
    private boolean cancelOnTimeout = false;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "20",
            description =
                    "With more jobs of one credential in flight than this, their status comes from the"
                            + " service's list, a page at a time, if it has one (DashScope).")
    private int listThreshold = 20;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "100",
            description =
                    "Rows to ask for on a page of the service's list; the service may give fewer.")
    private int listPageSize = 100;

    // ---- the service

    @UriParam(
            label = "producer",
            defaultValue = "gateway",
            description =
                    "The service that runs the job: gateway (Vercel AI Gateway), dashscope "
                            + "(Alibaba Model Studio directly), or a bean "
                            + "of type VideoProvider as #name.")
    private String provider = "gateway";

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The key for the service. Not set means the environment: "
                            + "AI_GATEWAY_API_KEY, else VERCEL_OIDC_TOKEN.")
    private String apiKey;

    @UriParam(
            label = "producer",
            description =
                    "Where the service is. Not set means the public service: for the "
                            + "gateway https://ai-gateway.vercel.sh/v4/ai.")
    private String baseUrl;

    @UriParam(
            label = "producer",
            defaultValue = "singapore",
            description =
                    "The region of DashScope. Key, model and endpoint must share one. Frankfurt and"
                            + " Hong Kong need a workspaceId.")
    private DashscopeRegion region = DashscopeRegion.singapore;

    @UriParam(
            label = "producer,advanced",
            description =
                    "The workspace of DashScope: its own host is used then, which is steadier than the"
                            + " shared one.")
    private String workspaceId;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Where DashScope's list of tasks is, if not at baseUrl; some workspace hosts refuse"
                            + " it.")
    private String listBaseUrl;

    @UriParam(
            label = "producer,advanced",
            description =
                    "Id or slug of the Vercel team, for access tokens that can see several "
                            + "teams.")
    private String team;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "async",
            description =
                    "How the gateway runs a job: async starts it under an idempotency key "
                            + "and reads its status; stream holds one request open until the video is "
                            + "done, and a lost connection loses the job.")
    private GatewayFlow gatewayFlow = GatewayFlow.async;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "auto",
            description =
                    "Where the references stand in a request to the gateway: referenceUrls "
                            + "(a provider option of Wan), inputReferences (typed), or auto, which "
                            + "takes what the model is documented with.")
    private ReferenceStyle referenceStyle = ReferenceStyle.auto;

    // ---- transport

    @UriParam(
            label = "timeout",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "Limit for connecting to the service.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "timeout",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "Limit for getting a connection from the pool.")
    private long connectionRequestTimeout = 30_000;

    @UriParam(
            label = "timeout",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description =
                    "Limit for one call to the service, from its start to the last byte of "
                            + "the reply. The video itself and gatewayFlow=stream have the deadline "
                            + "only.")
    private long responseTimeout = 60_000;

    @UriParam(
            label = "timeout",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description =
                    "With gatewayFlow=stream: the longest silence before the connection "
                            + "counts as lost.")
    private long heartbeatTimeout = 300_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "512",
            description = "The most connections that are open at once to all hosts together.")
    private int maxTotalConnections = 512;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "256",
            description =
                    "The most connections that are open at once to one host; further calls wait."
                            + " With gatewayFlow=stream every job in flight holds one.")
    private int connectionsPerRoute = 256;

    @UriParam(
            label = "security",
            description = "TLS settings for the service and for fetching videos.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "Host of an HTTP proxy.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy.")
    private Integer proxyPort;

    @UriParam(label = "proxy,security", secret = true, description = "User name for the proxy.")
    private String proxyAuthUsername;

    @UriParam(label = "proxy,security", secret = true, description = "Password for the proxy.")
    private String proxyAuthPassword;

    @UriParam(
            label = "proxy",
            description =
                    "Hosts that are reached without the proxy, separated by commas or vertical "
                            + "bars; an asterisk stands for any part of a name.")
    private String nonProxyHosts;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether a video may be fetched from a private, loopback or link-local "
                            + "address. Only for a service on your own network, such as the "
                            + "simulator: otherwise a forged link could reach internal hosts.")
    private boolean allowPrivateAddresses = false;

    @UriParam(
            label = "security",
            description =
                    "The only hosts that videos are fetched from, separated by commas; with an asterisk"
                            + " and a dot in front a name stands for every name below it. Not set"
                            + " means any public host.")
    private String trustedDownloadHosts;

    @UriParam(
            label = "producer,advanced,security",
            prefix = "additionalHeader.",
            multiValue = true,
            secret = true,
            description =
                    "HTTP headers that are sent with each call to the service, such as "
                            + "additionalHeader.X-Tenant=a. They cannot replace what the protocol "
                            + "needs.")
    private Map<String, Object> additionalHeader;

    /** An independent copy; maps and SSL parameters are shared. */
    public RefVideoConfiguration copy() {
        try {
            return (RefVideoConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getPrompt() {
        return prompt;
    }

    public void setPrompt(String prompt) {
        this.prompt = prompt;
    }

    public String getNegativePrompt() {
        return negativePrompt;
    }

    public void setNegativePrompt(String negativePrompt) {
        this.negativePrompt = negativePrompt;
    }

    public String getResolution() {
        return resolution;
    }

    public void setResolution(String resolution) {
        this.resolution = resolution;
    }

    public String getAspectRatio() {
        return aspectRatio;
    }

    public void setAspectRatio(String aspectRatio) {
        this.aspectRatio = aspectRatio;
    }

    public Integer getDuration() {
        return duration;
    }

    public void setDuration(Integer duration) {
        this.duration = duration;
    }

    public String getShotType() {
        return shotType;
    }

    public void setShotType(String shotType) {
        this.shotType = shotType;
    }

    public Long getSeed() {
        return seed;
    }

    public void setSeed(Long seed) {
        this.seed = seed;
    }

    public Boolean getAudio() {
        return audio;
    }

    public void setAudio(Boolean audio) {
        this.audio = audio;
    }

    public Boolean getWatermark() {
        return watermark;
    }

    public void setWatermark(Boolean watermark) {
        this.watermark = watermark;
    }

    public Boolean getPromptExtend() {
        return promptExtend;
    }

    public void setPromptExtend(Boolean promptExtend) {
        this.promptExtend = promptExtend;
    }

    public String getProviderOptions() {
        return providerOptions;
    }

    public void setProviderOptions(String providerOptions) {
        this.providerOptions = providerOptions;
    }

    public String getAllowedModels() {
        return allowedModels;
    }

    public void setAllowedModels(String allowedModels) {
        this.allowedModels = allowedModels;
    }

    /**
     * Null when nobody said: then await delivers what the handle says, and everybody else bytes.
     */
    public RefVideoOutput getOutput() {
        return output;
    }

    public void setOutput(RefVideoOutput output) {
        this.output = output;
    }

    public long getMaxVideoSize() {
        return maxVideoSize;
    }

    public void setMaxVideoSize(long maxVideoSize) {
        this.maxVideoSize = maxVideoSize;
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

    public Long getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(Long pollInterval) {
        this.pollInterval = pollInterval;
    }

    public Long getPollTimeout() {
        return pollTimeout;
    }

    public void setPollTimeout(Long pollTimeout) {
        this.pollTimeout = pollTimeout;
    }

    public Long getInitialPollDelay() {
        return initialPollDelay;
    }

    public void setInitialPollDelay(Long initialPollDelay) {
        this.initialPollDelay = initialPollDelay;
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getTeam() {
        return team;
    }

    public void setTeam(String team) {
        this.team = team;
    }

    public GatewayFlow getGatewayFlow() {
        return gatewayFlow;
    }

    public void setGatewayFlow(GatewayFlow gatewayFlow) {
        this.gatewayFlow = gatewayFlow;
    }

    public ReferenceStyle getReferenceStyle() {
        return referenceStyle;
    }

    public void setReferenceStyle(ReferenceStyle referenceStyle) {
        this.referenceStyle = referenceStyle;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getConnectionRequestTimeout() {
        return connectionRequestTimeout;
    }

    public void setConnectionRequestTimeout(long connectionRequestTimeout) {
        this.connectionRequestTimeout = connectionRequestTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getHeartbeatTimeout() {
        return heartbeatTimeout;
    }

    public void setHeartbeatTimeout(long heartbeatTimeout) {
        this.heartbeatTimeout = heartbeatTimeout;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
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

    public String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }

    public String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public boolean isAllowPrivateAddresses() {
        return allowPrivateAddresses;
    }

    public void setAllowPrivateAddresses(boolean allowPrivateAddresses) {
        this.allowPrivateAddresses = allowPrivateAddresses;
    }

    /** Adds headers to those that are there; one of the same name takes the place of the other. */
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

    public Map<String, Object> getAdditionalHeader() {
        return additionalHeader;
    }

    public void setAdditionalHeader(Map<String, Object> additionalHeader) {
        this.additionalHeader = additionalHeader;
    }

    public int getMaxTotalConnections() {
        return maxTotalConnections;
    }

    public void setMaxTotalConnections(int maxTotalConnections) {
        this.maxTotalConnections = maxTotalConnections;
    }

    public int getConnectionsPerRoute() {
        return connectionsPerRoute;
    }

    public void setConnectionsPerRoute(int connectionsPerRoute) {
        this.connectionsPerRoute = connectionsPerRoute;
    }

    public ValidationMode getValidation() {
        return validation;
    }

    public void setValidation(ValidationMode validation) {
        this.validation = validation;
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

    public Double getSubmitsPerSecond() {
        return submitsPerSecond;
    }

    public void setSubmitsPerSecond(Double submitsPerSecond) {
        this.submitsPerSecond = submitsPerSecond;
    }

    public Double getStatusPerSecond() {
        return statusPerSecond;
    }

    public void setStatusPerSecond(Double statusPerSecond) {
        this.statusPerSecond = statusPerSecond;
    }

    public long getQueueTimeout() {
        return queueTimeout;
    }

    public void setQueueTimeout(long queueTimeout) {
        this.queueTimeout = queueTimeout;
    }

    public int getListThreshold() {
        return listThreshold;
    }

    public void setListThreshold(int listThreshold) {
        this.listThreshold = listThreshold;
    }

    public int getListPageSize() {
        return listPageSize;
    }

    public void setListPageSize(int listPageSize) {
        this.listPageSize = listPageSize;
    }

    public DashscopeRegion getRegion() {
        return region;
    }

    public void setRegion(DashscopeRegion region) {
        this.region = region;
    }

    public String getWorkspaceId() {
        return workspaceId;
    }

    public void setWorkspaceId(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    public String getListBaseUrl() {
        return listBaseUrl;
    }

    public void setListBaseUrl(String listBaseUrl) {
        this.listBaseUrl = listBaseUrl;
    }

    public String getOutputDirectory() {
        return outputDirectory;
    }

    public void setOutputDirectory(String outputDirectory) {
        this.outputDirectory = outputDirectory;
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public String getReferenceStore() {
        return referenceStore;
    }

    public void setReferenceStore(String referenceStore) {
        this.referenceStore = referenceStore;
    }

    public boolean isDeleteReferencesAfter() {
        return deleteReferencesAfter;
    }

    public void setDeleteReferencesAfter(boolean deleteReferencesAfter) {
        this.deleteReferencesAfter = deleteReferencesAfter;
    }

    public String getBlobAccessKey() {
        return blobAccessKey;
    }

    public void setBlobAccessKey(String blobAccessKey) {
        this.blobAccessKey = blobAccessKey;
    }

    public String getBlobBaseUrl() {
        return blobBaseUrl;
    }

    public void setBlobBaseUrl(String blobBaseUrl) {
        this.blobBaseUrl = blobBaseUrl;
    }

    public long getMaxReferenceSize() {
        return maxReferenceSize;
    }

    public void setMaxReferenceSize(long maxReferenceSize) {
        this.maxReferenceSize = maxReferenceSize;
    }

    public boolean isAllowFileReferences() {
        return allowFileReferences;
    }

    public void setAllowFileReferences(boolean allowFileReferences) {
        this.allowFileReferences = allowFileReferences;
    }

    public String getReferenceDirectory() {
        return referenceDirectory;
    }

    public void setReferenceDirectory(String referenceDirectory) {
        this.referenceDirectory = referenceDirectory;
    }

    public String getTrustedDownloadHosts() {
        return trustedDownloadHosts;
    }

    public void setTrustedDownloadHosts(String trustedDownloadHosts) {
        this.trustedDownloadHosts = trustedDownloadHosts;
    }

    public boolean isCancelOnTimeout() {
        return cancelOnTimeout;
    }

    public void setCancelOnTimeout(boolean cancelOnTimeout) {
        this.cancelOnTimeout = cancelOnTimeout;
    }
}
