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
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.reference.store.ReferenceUploader;
import io.github.refvideo.camel.internal.reference.store.UploadCache;
import io.github.refvideo.camel.internal.time.ExecutorTimer;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services that all endpoints share: timer, worker threads, engine and HTTP clients. Belongs to
 * the component, because dynamic endpoints are created and stopped while their jobs run.
 */
public final class RefVideoRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(RefVideoRuntime.class);

    /** At a stop: the maximum wait for responses to submits, which may be paid for. */
    private static final Duration SUBMIT_GRACE = Duration.ofSeconds(2);

    /** At a stop: the maximum wait for the job repository. */
    private static final Duration REPOSITORY_GRACE = Duration.ofSeconds(1);

    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

    /** The number of files that are written at the same time. */
    private static final int DISK_THREADS = 4;

    private final ExecutorServiceManager pools;
    private final ScheduledExecutorService ticks;
    private final ExecutorService workerThreads;
    private final WorkerPool workers;
    private final @Nullable ExecutorService records;
    private final ExecutorService disk;
    private final BlockPool blocks = BlockPool.ofHeap();
    private final Timer timer;
    private final JobEngine engine;
    private final PurchaseStore purchases;
    private final Duration retention;
    private final UploadCache uploads;
    private final ReferenceUploader uploader;
    private final UndeliveredFiles undeliveredFiles = new UndeliveredFiles();
    private final Map<HttpSettings, AsyncHttp> clients = new ConcurrentHashMap<>();
    private volatile Timer.Cancellable purging = () -> {};

    /**
     * @param workerThreads the regular number of threads on which routes continue
     * @param repository records purchases
     * @param nodeId the name of this node in the repository
     * @param lease how long a process that does not renew its leases is considered alive
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
        // The default queue limit of Camel is too small: 1,000 waiting jobs would fill the queue,
        // and
        // the rejection policy would then run routes on the timer thread.
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
        // Separate threads, so that routes that block all workers do not stop downloads.
        disk = threads(owner, "RefVideoDisk", DISK_THREADS);
        boolean memory = repository instanceof MemoryVideoJobRepository;
        // Separate threads, because routes that wait for the engine may block all workers.
        records = memory ? null : threads(owner, "RefVideoRepository", 4);
        purchases =
                new PurchaseStore(
                        repository,
                        memory ? Runnable::run : records,
                        timer,
                        // Unique per process, so that processes with the same node id do not use
                        // the leases of each other, and a restarted process does not either.
                        nodeId + "/" + UUID.randomUUID(),
                        lease);
        engine = new JobEngine(timer, workers, new Random(), purchases);
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
                            purgeAfter(PURGE_INTERVAL);
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

    /** The threads on which routes continue; tasks may block. */
    public Executor workers() {
        return workers;
    }

    public PurchaseStore purchases() {
        return purchases;
    }

    /** Uploads local references. */
    public ReferenceUploader uploader() {
        return uploader;
    }

    /** Videos in files whose exchange has not completed. */
    public UndeliveredFiles undeliveredFiles() {
        return undeliveredFiles;
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
                        // Not -1, which means no queue: tasks would be rejected when all threads
                        // are busy.
                        .maxQueueSize(Integer.MAX_VALUE)
                        // The default of Camel silently drops tasks after the shutdown, including
                        // the completion of exchanges; the engine handles a rejection.
                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                        .build());
    }

    public Timer timer() {
        return timer;
    }

    /** The threads for file access. Tasks must not block on anything else. */
    public Executor disk() {
        return disk;
    }

    /**
     * Creates temporary files.
     *
     * @param directory null for the directory of the JVM
     */
    public VideoSpool spool(@Nullable String directory) {
        return new VideoSpool(directory == null ? null : Path.of(directory), disk, blocks);
    }

    /** How long the job repository keeps a purchase after its last change. */
    public Duration retention() {
        return retention;
    }

    /** The memory for all files that are being written. */
    public BlockPool blocks() {
        return blocks;
    }

    ScheduledExecutorService ticks() {
        return ticks;
    }

    public JobEngine engine() {
        return engine;
    }

    /** The HTTP client for these settings. It is closed when the component stops. */
    public AsyncHttp client(HttpSettings settings) {
        return clients.computeIfAbsent(settings, s -> AsyncHttp.create(s, timer));
    }

    /** Ends the jobs in flight, then closes connections and threads. Blocks. */
    public void stop() {
        purging.cancel();
        engine.stop(SUBMIT_GRACE);
        uploads.close();
        clients.values().forEach(AsyncHttp::close);
        clients.clear();
        // Runs queued tasks: they complete exchanges and write the results to the repository.
        pools.shutdownGraceful(workerThreads);
        purchases.stop(REPOSITORY_GRACE);
        pools.shutdownNow(ticks);
        if (records != null) {
            pools.shutdownGraceful(records, REPOSITORY_GRACE.toMillis());
        }
        // Deletes the files of aborted downloads.
        pools.shutdownGraceful(disk);
    }
}
