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
package io.github.refvideo.simulator.ledger;

import io.github.refvideo.simulator.fault.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Records requests and paid jobs. Thread-safe. All values count from the start or the last {@link
 * #clear()}.
 *
 * <p>A request counts when its head has arrived, regardless of faults. A job counts when it is
 * created, because that is when a real service bills it.
 */
public final class Ledger {
    private final LongSupplier nanoTime;
    private final AtomicInteger jobsCreated = new AtomicInteger();
    private final AtomicInteger unfinishedReads = new AtomicInteger();
    private final BoundedCounter<String> jobsByKey = new BoundedCounter<>();
    private final BoundedCounter<String> jobsByModel = new BoundedCounter<>();
    private final BoundedCounter<String> startsByKey = new BoundedCounter<>();
    private final BoundedCounter<String> readings = new BoundedCounter<>();
    private final BoundedCounter<String> deliveries = new BoundedCounter<>();
    private final BoundedCounter<String> serverPaths = new BoundedCounter<>();
    private final BlobLedger blobs = new BlobLedger();
    private final BoundedCounter<String> byPath = new BoundedCounter<>();
    private final BoundedCounter<Step> byStep = new BoundedCounter<>();
    private final Map<Step, PeakRate> busiest = new EnumMap<>(Step.class);
    private final PeakRate busiestStatus = new PeakRate();
    private final Map<Step, HighWaterMark> inFlightByStep = new EnumMap<>(Step.class);
    private final HighWaterMark inFlight = new HighWaterMark();
    private final HighWaterMark connections = new HighWaterMark();
    private final RequestLog log = new RequestLog();

    /** Creates an empty ledger that measures rates by the system clock. */
    public Ledger() {
        this(System::nanoTime);
    }

    Ledger(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Step step : Step.values()) {
            busiest.put(step, new PeakRate());
            inFlightByStep.put(step, new HighWaterMark());
        }
    }

    /** The number of jobs that were created, that is, paid. */
    public int jobsCreated() {
        return jobsCreated.get();
    }

    /**
     * Jobs per idempotency key; a correct client has 1 for every key. Jobs without a key are not
     * included.
     */
    public Map<String, Integer> jobsByIdempotencyKey() {
        return jobsByKey.all();
    }

    /** Jobs per model, by the model name of the protocol. */
    public Map<String, Integer> jobsByModel() {
        return jobsByModel.all();
    }

    /** Start requests per idempotency key, including replays and failures. */
    public Map<String, Integer> startsByIdempotencyKey() {
        return startsByKey.all();
    }

    /** Started downloads per job, including resumed ones. */
    public Map<String, Integer> readingsByJob() {
        return readings.all();
    }

    /**
     * How often a job's video was sent completely, as a download or inline. The client may still
     * have lost data in transit.
     */
    public Map<String, Integer> deliveriesByJob() {
        return deliveries.all();
    }

    /**
     * The number of requests for the status of one job ({@link Step#STATUS}, {@link
     * Step#DASHSCOPE_QUERY} and {@link Step#OPENAI_QUERY}) that were answered while the job was
     * queued or running.
     */
    public int statusRequestsBeforeEnd() {
        return unfinishedReads.get();
    }

    /**
     * How often an accepted request to vLLM-Omni or SGLang had a path of the server in this field,
     * for example {@code input_reference}. The real server reads or writes that file.
     */
    public Map<String, Integer> serverPaths() {
        return serverPaths.all();
    }

    /** The record of the blob store. */
    public BlobLedger blobs() {
        return blobs;
    }

    /** The number of requests to this exact path (without query). */
    public int requests(String path) {
        return byPath.of(path);
    }

    /** The number of requests of this step; for {@link Step#WEBHOOK}, of callbacks sent. */
    public int requests(Step step) {
        return byStep.of(step);
    }

    /**
     * The last 4,096 requests with at most 32 MiB of body text in total, in the order in which
     * their bodies were completed.
     */
    public List<RecordedRequest> requestLog() {
        return log.snapshot();
    }

    /** The requests of {@link #requestLog()} that belong to one step. */
    public List<RecordedRequest> requestLog(Step step) {
        return log.snapshot().stream().filter(request -> request.step() == step).toList();
    }

    /** The maximum number of requests in flight at the same time. */
    public int maxInFlight() {
        return inFlight.max();
    }

    /** The maximum number of requests of one step in flight at the same time. */
    public int maxInFlight(Step step) {
        return inFlightByStep.get(step).max();
    }

    /** The number of requests currently in flight. */
    public int inFlight() {
        return inFlight.now();
    }

    /** The largest number of requests of that step in any window of one second (real time). */
    public int maxRequestsPerSecond(Step step) {
        return busiest.get(step).max();
    }

    /**
     * The largest number of DashScope queries, lists and cancels together in any window of one
     * second (real time), because the three share one quota. Rejected requests count as well.
     */
    public int maxStatusRequestsPerSecond() {
        return busiestStatus.max();
    }

    /** The number of open client connections. */
    public int openConnections() {
        return connections.now();
    }

    /** The maximum number of client connections open at the same time. */
    public int maxOpenConnections() {
        return connections.max();
    }

    /** Resets all values, except for open connections and requests in flight. */
    public void clear() {
        jobsCreated.set(0);
        unfinishedReads.set(0);
        List.of(jobsByKey, jobsByModel, startsByKey, readings, deliveries, serverPaths, byPath)
                .forEach(BoundedCounter::clear);
        byStep.clear();
        busiest.values().forEach(PeakRate::clear);
        busiestStatus.clear();
        inFlightByStep.values().forEach(HighWaterMark::restart);
        inFlight.restart();
        connections.restart();
        blobs.clear();
        log.clear();
    }

    /** Called by the server when a request head has arrived. */
    public void arrived(Step step, String path) {
        byPath.add(path);
        inFlight.rise();
        if (step != null) {
            byStep.add(step);
            long now = nanoTime.getAsLong();
            busiest.get(step).event(now);
            if (step.sharesStatusQuota()) {
                busiestStatus.event(now);
            }
            inFlightByStep.get(step).rise();
        }
    }

    /** Called by the server when the response has been sent or will never be sent. */
    public void ended(Step step) {
        inFlight.fall();
        if (step != null) {
            inFlightByStep.get(step).fall();
        }
    }

    /** Called by the server when a request has been read. */
    public void record(RecordedRequest request) {
        log.add(request);
    }

    /** Called by the server for a start request with this key. */
    public void startAsked(String idempotencyKey) {
        startsByKey.add(idempotencyKey);
    }

    /** Called by a protocol when a job was created; the key may be null. */
    public void jobCreated(String idempotencyKey, String model) {
        jobsCreated.incrementAndGet();
        jobsByModel.add(model);
        if (idempotencyKey != null) {
            jobsByKey.add(idempotencyKey);
        }
    }

    /** Called by a protocol when an accepted request has a path of the server in this field. */
    public void serverPath(String field) {
        serverPaths.add(field);
    }

    /** Called by a protocol when a status request was answered and the job has not ended. */
    public void unfinishedStatusRead() {
        unfinishedReads.incrementAndGet();
    }

    /** Called by the result routes when a download starts. */
    public void resultRead(String jobId) {
        readings.add(jobId);
    }

    /** Called by a protocol when the job's video was sent completely. */
    public void delivered(String jobId) {
        deliveries.add(jobId);
    }

    /** Called by the webhook sender for each delivery attempt. */
    public void calledBack() {
        byStep.add(Step.WEBHOOK);
        busiest.get(Step.WEBHOOK).event(nanoTime.getAsLong());
    }

    /** Called by the server. */
    public void connectionOpened() {
        connections.rise();
    }

    /** Called by the server. */
    public void connectionClosed() {
        connections.fall();
    }
}
