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

import io.github.refvideo.camel.http.AsyncHttp;
import io.github.refvideo.camel.http.HttpClients;
import io.github.refvideo.camel.http.HttpSettings;
import io.github.refvideo.camel.job.JobEngine;
import io.github.refvideo.camel.time.ExecutorTimer;
import io.github.refvideo.camel.time.Timer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * What all endpoints share: timer, workers, engine and HTTP clients. Belongs to the component,
 * because dynamic endpoints and their producers come and go while their jobs run.
 */
final class EngineRoom {

    private final ExecutorServiceManager pools;
    private final ScheduledExecutorService ticks;
    private final ExecutorService workers;
    private final ExecutorService disk;
    private final Timer timer;
    private final JobEngine engine;
    private final Map<HttpSettings, AsyncHttp> clients = new ConcurrentHashMap<>();

    /** So many files are written at once; the others take turns. */
    private static final int DISK_THREADS = 4;

    /**
     * @param workerThreads routes go on there after a video came, and may block as long as they
     *     like
     */
    EngineRoom(CamelContext camelContext, Object owner, int workerThreads) {
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
        workers = threads(owner, "RefVideoWorker", workerThreads);
        // Not the workers: a route that blocks them all must not stop downloads.
        disk = threads(owner, "RefVideoDisk", DISK_THREADS);
        timer = new ExecutorTimer(ticks, Clock.systemUTC());
        engine = new JobEngine(timer, workers, RandomGenerator.getDefault());
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

    Timer timer() {
        return timer;
    }

    /** May block on the disk, and on nothing else. */
    Executor disk() {
        return disk;
    }

    ScheduledExecutorService ticks() {
        return ticks;
    }

    JobEngine engine() {
        return engine;
    }

    /** The client for these settings; lives as long as the component. */
    AsyncHttp client(HttpSettings settings) {
        return clients.computeIfAbsent(settings, s -> HttpClients.create(s, timer));
    }

    /** Completes what is under way, then lets go of connections and threads. */
    void stop() {
        engine.stop();
        clients.values().forEach(AsyncHttp::close);
        clients.clear();
        pools.shutdownNow(ticks);
        // What was given up is deleted there.
        pools.shutdownGraceful(disk);
        // Runs what is queued: each completion belongs to an exchange that waits for it.
        pools.shutdownGraceful(workers);
    }
}
