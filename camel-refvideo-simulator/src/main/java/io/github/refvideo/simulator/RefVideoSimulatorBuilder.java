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
package io.github.refvideo.simulator;

import io.github.refvideo.simulator.blob.BlobAccess;
import io.github.refvideo.simulator.blob.BlobOptions;
import io.github.refvideo.simulator.dashscope.Caller;
import io.github.refvideo.simulator.dashscope.DashScopeOptions;
import io.github.refvideo.simulator.dashscope.Region;
import io.github.refvideo.simulator.job.JobTime;
import io.github.refvideo.simulator.media.Delivery;
import io.github.refvideo.simulator.openai.OpenAiOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Builds a simulator. Every setting has a default. Not thread-safe. */
public final class RefVideoSimulatorBuilder {
    private static final SimulatorOptions DEFAULTS = SimulatorOptions.defaults();

    private String host = DEFAULTS.host();
    private int port = DEFAULTS.port();
    private JobTime jobTime = DEFAULTS.jobTime();
    private Duration queueTime = DEFAULTS.queueTime();
    private long seed = DEFAULTS.seed();
    private boolean renderVideos = DEFAULTS.renderVideos();
    private boolean fetchReferences = DEFAULTS.fetchReferences();
    private Delivery delivery = DEFAULTS.delivery();
    private Duration urlLifetime = DEFAULTS.urlLifetime();
    private Duration heartbeatInterval = DEFAULTS.heartbeatInterval();
    private String acceptedKey = DEFAULTS.acceptedKey();
    private boolean tls = DEFAULTS.tls();
    private int statusQuota = DEFAULTS.dashscope().statusQuota();
    private int submitQuota = DEFAULTS.dashscope().submitQuota();
    private int runningTasks = DEFAULTS.dashscope().runningTasks();
    private int listPageLimit = DEFAULTS.dashscope().listPageLimit();
    private Duration listLag = DEFAULTS.dashscope().listLag();
    private long videoBytes = DEFAULTS.videoBytes();
    private long videoPace = DEFAULTS.videoPace();
    private BlobAccess blobAccess = DEFAULTS.blob().access();
    private String blobToken = DEFAULTS.blob().acceptedToken();
    private int blobQuota = DEFAULTS.blob().quota();
    private String vllmOmniModel = DEFAULTS.openAi().vllmOmniModel();
    private String sglangModel = DEFAULTS.openAi().sglangModel();
    private String openAiKey = DEFAULTS.openAi().acceptedKey();
    private int runningVideos = DEFAULTS.openAi().runningVideos();
    private final Map<String, Caller> keys = new HashMap<>();

    RefVideoSimulatorBuilder() {}

    /** The address to bind; default {@code 127.0.0.1}, which only this machine can reach. */
    public RefVideoSimulatorBuilder host(String host) {
        this.host = Objects.requireNonNull(host, "host");
        return this;
    }

    /** The port to bind; default 0, which selects any free port. */
    public RefVideoSimulatorBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** How long jobs run after their queue time; default {@link JobTime#instant()}. */
    public RefVideoSimulatorBuilder jobTime(JobTime jobTime) {
        this.jobTime = Objects.requireNonNull(jobTime, "jobTime");
        return this;
    }

    /** How long jobs are queued before they run; default zero. */
    public RefVideoSimulatorBuilder queueTime(Duration queueTime) {
        this.queueTime = Objects.requireNonNull(queueTime, "queueTime");
        return this;
    }

    /** The seed for job times, faults with a probability and rendering; default 42. */
    public RefVideoSimulatorBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Whether to render a storyboard per request; if false, every job returns the same tiny video.
     * Default true.
     */
    public RefVideoSimulatorBuilder renderVideos(boolean renderVideos) {
        this.renderVideos = renderVideos;
        return this;
    }

    /**
     * Whether to download and decode references, and to fail jobs with unusable references as the
     * service does. Default true.
     */
    public RefVideoSimulatorBuilder fetchReferences(boolean fetchReferences) {
        this.fetchReferences = fetchReferences;
        return this;
    }

    /** Whether results are links or inline data; default {@link Delivery#URL}. */
    public RefVideoSimulatorBuilder delivery(Delivery delivery) {
        this.delivery = Objects.requireNonNull(delivery, "delivery");
        return this;
    }

    /** The lifetime of result links, from the end of the job; default 24 hours. */
    public RefVideoSimulatorBuilder urlLifetime(Duration urlLifetime) {
        this.urlLifetime = Objects.requireNonNull(urlLifetime, "urlLifetime");
        return this;
    }

    /** Real time between the heartbeats of an event stream; default 500 ms. */
    public RefVideoSimulatorBuilder heartbeatInterval(Duration heartbeatInterval) {
        this.heartbeatInterval = Objects.requireNonNull(heartbeatInterval, "heartbeatInterval");
        return this;
    }

    /** Accepts only this bearer token; by default any non-empty token. */
    public RefVideoSimulatorBuilder acceptKey(String key) {
        this.acceptedKey = key;
        return this;
    }

    /**
     * DashScope: accepts this key in that region, for the main account. Once a key is configured,
     * DashScope accepts only configured keys; the key of {@link #acceptKey(String)} is valid in
     * every region.
     *
     * @param region as in {@link RefVideoSimulator#dashscopeUrl(String)}
     */
    public RefVideoSimulatorBuilder acceptKey(String region, String key) {
        return acceptKey(region, key, Caller.MAIN_ACCOUNT);
    }

    /**
     * DashScope: accepts this key in that region for the named account, which has its own tasks and
     * quotas.
     */
    public RefVideoSimulatorBuilder acceptKey(String region, String key, String account) {
        keys.put(key, new Caller(Region.of(region), account));
        return this;
    }

    /**
     * DashScope: the number of queries, lists and cancels together that an account may send in any
     * second of real time; default 20, as at the service. 0 disables the quota.
     */
    public RefVideoSimulatorBuilder statusQuota(int perSecond) {
        this.statusQuota = perSecond;
        return this;
    }

    /**
     * DashScope: the number of tasks that an account may create per model in any second of real
     * time; default 5, as at the service. 0 disables the quota.
     */
    public RefVideoSimulatorBuilder submitQuota(int perSecond) {
        this.submitQuota = perSecond;
        return this;
    }

    /**
     * DashScope: the number of concurrently running tasks per account and model, while others wait
     * as PENDING; default 5, as at the service. 0 means unlimited.
     */
    public RefVideoSimulatorBuilder runningTasks(int atATime) {
        this.runningTasks = atATime;
        return this;
    }

    /** DashScope: disables all three quotas, for load tests. */
    public RefVideoSimulatorBuilder withoutQuotas() {
        return statusQuota(0).submitQuota(0).runningTasks(0);
    }

    /**
     * DashScope: the largest page of the list; a larger requested page size is reduced to it.
     * Default 100.
     */
    public RefVideoSimulatorBuilder listPageLimit(int tasks) {
        this.listPageLimit = tasks;
        return this;
    }

    /**
     * DashScope: how far the list lags behind, by the simulator's clock; newer tasks are not listed
     * yet. Default zero.
     */
    public RefVideoSimulatorBuilder listLag(Duration lag) {
        this.listLag = Objects.requireNonNull(lag, "lag");
        return this;
    }

    /**
     * The size in bytes of every video: the rendered, playable video and a padding box that players
     * skip. The padding is generated while it is sent. Default 0, which serves videos as rendered.
     */
    public RefVideoSimulatorBuilder videoBytes(long bytes) {
        this.videoBytes = bytes;
        return this;
    }

    /** The rate of each video download in bytes per second; default 0, which means unlimited. */
    public RefVideoSimulatorBuilder videoPace(long bytesPerSecond) {
        this.videoPace = bytesPerSecond;
        return this;
    }

    /** Vercel Blob: whether blobs are public or private; default public. */
    public RefVideoSimulatorBuilder blobAccess(BlobAccess access) {
        this.blobAccess = Objects.requireNonNull(access, "access");
        return this;
    }

    /** Vercel Blob: accepts only this token; by default any well-formed read-write token. */
    public RefVideoSimulatorBuilder acceptBlobToken(String token) {
        this.blobToken = token;
        return this;
    }

    /**
     * Vercel Blob: the number of calls that a store accepts in any second of real time; further
     * calls get 429 {@code rate_limited}. Default 0, unlimited.
     */
    public RefVideoSimulatorBuilder blobQuota(int perSecond) {
        this.blobQuota = perSecond;
        return this;
    }

    /**
     * The model that vLLM-Omni serves; default {@code MiniMaxAI/MiniMax-H3}. The limits of MiniMax
     * H3 are checked if the name contains {@code MiniMax-H3}.
     */
    public RefVideoSimulatorBuilder vllmOmniModel(String model) {
        this.vllmOmniModel = Objects.requireNonNull(model, "model");
        return this;
    }

    /**
     * The model that SGLang serves; default {@code Wan-AI/Wan2.2-I2V-A14B-Diffusers}. {@code T2V}
     * in the name makes it a model without references, {@code TI2V} one with an optional image.
     */
    public RefVideoSimulatorBuilder sglangModel(String model) {
        this.sglangModel = Objects.requireNonNull(model, "model");
        return this;
    }

    /** vLLM-Omni and SGLang: requires this bearer token; by default no token is required. */
    public RefVideoSimulatorBuilder openAiKey(String key) {
        this.openAiKey = key;
        return this;
    }

    /**
     * vLLM-Omni and SGLang: the number of concurrently running jobs per server, while others wait
     * as {@code queued}; default 0, unlimited.
     */
    public RefVideoSimulatorBuilder runningVideos(int atATime) {
        this.runningVideos = atATime;
        return this;
    }

    /** Uses HTTPS, including HTTP/2, with a certificate generated at startup; default false. */
    public RefVideoSimulatorBuilder tls(boolean tls) {
        this.tls = tls;
        return this;
    }

    /** Starts the simulator and returns when it is listening. */
    public RefVideoSimulator start() {
        return new RefVideoSimulator(options());
    }

    SimulatorOptions options() {
        return new SimulatorOptions(
                host,
                port,
                jobTime,
                queueTime,
                seed,
                renderVideos,
                fetchReferences,
                delivery,
                urlLifetime,
                heartbeatInterval,
                acceptedKey,
                tls,
                videoBytes,
                videoPace,
                new DashScopeOptions(
                        statusQuota, submitQuota, runningTasks, listPageLimit, listLag, keys),
                new BlobOptions(blobAccess, blobToken, blobQuota),
                new OpenAiOptions(vllmOmniModel, sglangModel, openAiKey, runningVideos));
    }
}
