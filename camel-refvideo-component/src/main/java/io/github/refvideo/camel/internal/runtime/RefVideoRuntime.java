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
package io.github.refvideo.camel.internal.runtime;

import io.github.refvideo.camel.internal.engine.JobEngine;
import io.github.refvideo.camel.internal.engine.PurchaseStore;
import io.github.refvideo.camel.internal.exchange.UndeliveredFiles;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpClients;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.reference.store.ReferenceUploader;
import io.github.refvideo.camel.internal.reference.store.UploadCache;
import io.github.refvideo.camel.internal.time.ExecutorTimer;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all endpoints share: timer, workers, engine and HTTP clients. Belongs to the component,
 * because dynamic endpoints and their producers are created and stopped while their jobs run.
 */
public final class RefVideoRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(RefVideoRuntime.class);

    /** At a stop: for answers to submits, which may be paid for. */
    private static final Duration SUBMIT_GRACE = Duration.ofSeconds(2);

    /** At a stop: for a repository that hangs. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(1);

    private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

    /** The number of files that are written at the same time. */
    private static final int DISK_THREADS = 4;

    private final ExecutorServiceManager pools;
    private final ScheduledExecutorService ticks;
    private final ExecutorService workerThreads;
    private final WorkerPool workers;
    private final ExecutorService records;
    private final ExecutorService disk;
    private final BlockPool blocks = BlockPool.ofHeap();
    private final Timer timer;
    private final JobEngine engine;
    private final PurchaseStore purchases;
    private final Duration retention;
    private final UploadCache uploads;
    private final ReferenceUploader uploader;
    private final UndeliveredFiles untakenFiles = new UndeliveredFiles();
    private final Map<HttpSettings, AsyncHttp> clients = new ConcurrentHashMap<>();
    private volatile Timer.Cancellable purging = () -> {};

    /**
     * @param workerThreads the normal number of threads on which routes continue
     * @param repository records purchases
     * @param nodeId names this node among those that share the repository
     * @param lease a node that does not renew its lease for so long counts as dead
     * @param retention how long the repository keeps finished purchases
     */
    public RefVideoRuntime(
            CamelContext camelContext,
            Object owner,
            int workerThreads,
            VideoJobRepository repository,
            String nodeId,
            Duration lease,
            Duration retention) {
        pools = camelContext.getExecutorServiceManager();
        // Camel's default queue bounds are made for work, not for waits: 1,000 waiting jobs would
        // fill them, and the rejection policy would then run routes on the timer's thread.
        ticks =
                pools.newScheduledThreadPool(
                        owner,
                        "RefVideoTimer",
                        new ThreadPoolProfileBuilder("RefVideoTimer")
                                .poolSize(1)
                                .maxPoolSize(1)
                                .maxQueueSize(-1)
                                .build());
        timer = new ExecutorTimer(ticks, Clock.systemUTC());
        this.workerThreads = threads(owner, "RefVideoWorker", workerThreads);
        workers = new WorkerPool(this.workerThreads, workerThreads, timer);
        // Not the workers: a route that blocks them all must not stop downloads.
        disk = threads(owner, "RefVideoDisk", DISK_THREADS);
        boolean memory = repository instanceof MemoryVideoJobRepository;
        // Not the workers: routes that wait for this very engine may block them.
        records = memory ? null : threads(owner, "RefVideoRepository", 4);
        purchases =
                new PurchaseStore(
                        repository,
                        memory ? Runnable::run : records,
                        timer,
                        // A name per life: two processes with one node id must not take each
                        // other's jobs, and a restarted one can tell that its predecessor died.
                        nodeId + "/" + UUID.randomUUID(),
                        lease);
        engine = new JobEngine(timer, workers, RandomGenerator.getDefault(), purchases);
        uploads = new UploadCache(timer);
        uploader = new ReferenceUploader(uploads, workers);
        this.retention = retention;
        purgeAfter(Duration.ofMinutes(1));
    }

    private void purgeAfter(Duration delay) {
        purging =
                timer.after(
                        delay,
                        () -> {
                            (records == null ? workers : records).execute(this::purge);
                            purgeAfter(BETWEEN_PURGES);
                        });
    }

    private void purge() {
        try {
            int deleted = purchases.purge(retention);
            LOG.debug("Deleted {} old records from the job repository", deleted);
        } catch (Exception e) {
            LOG.warn("Could not purge the job repository: {}", e.toString());
        }
    }

    /** Routes continue there; may block. */
    Executor workers() {
        return workers;
    }

    public PurchaseStore purchases() {
        return purchases;
    }

    /** Uploads local references. */
    public ReferenceUploader uploader() {
        return uploader;
    }

    /** Videos in files that no exchange has taken. */
    public UndeliveredFiles untakenFiles() {
        return untakenFiles;
    }

    private ExecutorService threads(Object owner, String name, int size) {
        return pools.newThreadPool(
                owner,
                name,
                new ThreadPoolProfileBuilder(name)
                        .poolSize(size)
                        .maxPoolSize(size)
                        .keepAliveTime(60L)
                        .allowCoreThreadTimeOut(true)
                        // Not -1: that means no queue at all, and a refusal when all are busy.
                        .maxQueueSize(Integer.MAX_VALUE)
                        // Camel's default drops a task silently after shutdown, and with
                        // it an exchange's completion; the engine copes with a refusal.
                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                        .build());
    }

    public Timer timer() {
        return timer;
    }

    /** May block on the disk, and on nothing else. */
    public Executor disk() {
        return disk;
    }

    /** For all files that are being written. */
    public BlockPool blocks() {
        return blocks;
    }

    ScheduledExecutorService ticks() {
        return ticks;
    }

    public JobEngine engine() {
        return engine;
    }

    /** The client for these settings; lives as long as the component. */
    public AsyncHttp client(HttpSettings settings) {
        return clients.computeIfAbsent(settings, s -> HttpClients.create(s, timer));
    }

    /** Ends the jobs in flight, then closes connections and threads. Blocks. */
    public void stop() {
        purging.cancel();
        engine.stop(SUBMIT_GRACE);
        uploads.close();
        clients.values().forEach(AsyncHttp::close);
        clients.clear();
        // Runs what is queued: each completion belongs to an exchange that waits for it, and tells
        // the repository what became of it.
        pools.shutdownGraceful(workerThreads);
        purchases.stop(LAST_WRITES);
        pools.shutdownNow(ticks);
        if (records != null) {
            pools.shutdownGraceful(records, LAST_WRITES.toMillis());
        }
        // What was given up is deleted there.
        pools.shutdownGraceful(disk);
    }
}
