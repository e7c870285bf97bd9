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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Describes a simulator before it starts. Not safe for use by several threads; every setting has a
 * default.
 */
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
    private final Map<String, Caller> keys = new HashMap<>();

    RefVideoSimulatorBuilder() {}

    /** The address to bind; default {@code 127.0.0.1}, so that nobody else can reach it. */
    public RefVideoSimulatorBuilder host(String host) {
        this.host = Objects.requireNonNull(host, "host");
        return this;
    }

    /** The port to bind; default 0, which takes any free one. */
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

    /** Decides about job times, faults with a probability and pictures; default 42. */
    public RefVideoSimulatorBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Whether to render a storyboard per request; false hands out one tiny video for all. Default
     * true.
     */
    public RefVideoSimulatorBuilder renderVideos(boolean renderVideos) {
        this.renderVideos = renderVideos;
        return this;
    }

    /**
     * Whether to download and read references, and fail jobs over them as a service would. Default
     * true.
     */
    public RefVideoSimulatorBuilder fetchReferences(boolean fetchReferences) {
        this.fetchReferences = fetchReferences;
        return this;
    }

    /** Link or inline; default {@link Delivery#URL}. */
    public RefVideoSimulatorBuilder delivery(Delivery delivery) {
        this.delivery = Objects.requireNonNull(delivery, "delivery");
        return this;
    }

    /** How long result links work from the end of the job; default 24 hours. */
    public RefVideoSimulatorBuilder urlLifetime(Duration urlLifetime) {
        this.urlLifetime = Objects.requireNonNull(urlLifetime, "urlLifetime");
        return this;
    }

    /** Real time between the heartbeats of an event stream; default 500 ms. */
    public RefVideoSimulatorBuilder heartbeatInterval(Duration heartbeatInterval) {
        this.heartbeatInterval = Objects.requireNonNull(heartbeatInterval, "heartbeatInterval");
        return this;
    }

    /** Takes this bearer token only; by default any that is not empty. */
    public RefVideoSimulatorBuilder acceptKey(String key) {
        this.acceptedKey = key;
        return this;
    }

    /**
     * DashScope: takes this key in that region, for the main account. As soon as one key is named,
     * only named ones are taken there; the key of {@link #acceptKey(String)} works in every region.
     *
     * @param region as in {@link RefVideoSimulator#dashscopeUrl(String)}
     */
    public RefVideoSimulatorBuilder acceptKey(String region, String key) {
        return acceptKey(region, key, Caller.MAIN_ACCOUNT);
    }

    /** DashScope: the same for another account, whose tasks and quotas are its own. */
    public RefVideoSimulatorBuilder acceptKey(String region, String key, String account) {
        keys.put(key, new Caller(Region.of(region), account));
        return this;
    }

    /**
     * DashScope: queries, lists and cancels that an account may send in any second of real time,
     * all three together; default 20, as the service's. 0 switches the quota off.
     */
    public RefVideoSimulatorBuilder statusQuota(int perSecond) {
        this.statusQuota = perSecond;
        return this;
    }

    /**
     * DashScope: tasks that an account may create per model in any second of real time; default 5,
     * as the service's. 0 switches the quota off.
     */
    public RefVideoSimulatorBuilder submitQuota(int perSecond) {
        this.submitQuota = perSecond;
        return this;
    }

    /**
     * DashScope: tasks of one account and model that run at a time, while others wait as PENDING;
     * default 5, as the service's. 0 lets all run.
     */
    public RefVideoSimulatorBuilder runningTasks(int atATime) {
        this.runningTasks = atATime;
        return this;
    }

    /** DashScope: all three quotas off, for load runs that measure something else. */
    public RefVideoSimulatorBuilder withoutQuotas() {
        return statusQuota(0).submitQuota(0).runningTasks(0);
    }

    /** DashScope: the largest page of the list; larger wishes get this one. Default 100. */
    public RefVideoSimulatorBuilder listPageLimit(int tasks) {
        this.listPageLimit = tasks;
        return this;
    }

    /**
     * DashScope: how old the list's knowledge is, by the simulator's clock; tasks younger than that
     * are not in it yet. Default zero.
     */
    public RefVideoSimulatorBuilder listLag(Duration lag) {
        this.listLag = Objects.requireNonNull(lag, "lag");
        return this;
    }

    /**
     * Serves every video that many bytes long: the rendered one, playable, and a box that players
     * skip. Nothing of it lies in memory. Default 0, which leaves videos as they were rendered.
     */
    public RefVideoSimulatorBuilder videoBytes(long bytes) {
        this.videoBytes = bytes;
        return this;
    }

    /** Bytes per second of each download of a video; default 0, as fast as the client reads. */
    public RefVideoSimulatorBuilder videoPace(long bytesPerSecond) {
        this.videoPace = bytesPerSecond;
        return this;
    }

    /** Vercel Blob: whether everybody may read what lies in the stores; default public. */
    public RefVideoSimulatorBuilder blobAccess(BlobAccess access) {
        this.blobAccess = Objects.requireNonNull(access, "access");
        return this;
    }

    /** Vercel Blob: takes this token only; by default any read-write token of the right form. */
    public RefVideoSimulatorBuilder acceptBlobToken(String token) {
        this.blobToken = token;
        return this;
    }

    /**
     * Vercel Blob: uploads, parts and other calls that a store takes in any second of real time;
     * the rest get 429 {@code rate_limited}. Default 0, any number.
     */
    public RefVideoSimulatorBuilder blobQuota(int perSecond) {
        this.blobQuota = perSecond;
        return this;
    }

    /** Speaks HTTPS with a certificate made at start, HTTP/2 included; default false. */
    public RefVideoSimulatorBuilder tls(boolean tls) {
        this.tls = tls;
        return this;
    }

    /** Starts it and returns once it listens. */
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
                new BlobOptions(blobAccess, blobToken, blobQuota));
    }
}
