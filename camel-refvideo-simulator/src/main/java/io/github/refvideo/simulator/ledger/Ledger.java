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
 * The simulator's books. Safe for use by any thread; every figure counts from the start or the last
 * {@link #clear()}.
 *
 * <p>A request counts as soon as its head arrived, whatever a fault makes of it later. A job counts
 * when it is created: that is the moment a real service begins to bill.
 */
public final class Ledger {
    private final LongSupplier nanoTime;
    private final AtomicInteger jobsCreated = new AtomicInteger();
    private final BoundedCounter<String> jobsByKey = new BoundedCounter<>();
    private final BoundedCounter<String> jobsByModel = new BoundedCounter<>();
    private final BoundedCounter<String> startsByKey = new BoundedCounter<>();
    private final BoundedCounter<String> readings = new BoundedCounter<>();
    private final BoundedCounter<String> deliveries = new BoundedCounter<>();
    private final BlobLedger blobs = new BlobLedger();
    private final BoundedCounter<String> byPath = new BoundedCounter<>();
    private final BoundedCounter<Step> byStep = new BoundedCounter<>();
    private final Map<Step, PeakRate> busiest = new EnumMap<>(Step.class);
    private final PeakRate busiestStatus = new PeakRate();
    private final Map<Step, HighWaterMark> inFlightByStep = new EnumMap<>(Step.class);
    private final HighWaterMark inFlight = new HighWaterMark();
    private final HighWaterMark connections = new HighWaterMark();
    private final RequestLog log = new RequestLog();

    /** Empty books that measure rates by the machine's own clock. */
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

    /** How many jobs were created, that is, paid. */
    public int jobsCreated() {
        return jobsCreated.get();
    }

    /**
     * Jobs per idempotency key; correct books show 1 everywhere. Jobs without a key are not in
     * here.
     */
    public Map<String, Integer> jobsByIdempotencyKey() {
        return jobsByKey.all();
    }

    /** Jobs per model, by the name that the protocol gives it. */
    public Map<String, Integer> jobsByModel() {
        return jobsByModel.all();
    }

    /** Start requests per idempotency key, replays and failed ones included. */
    public Map<String, Integer> startsByIdempotencyKey() {
        return startsByKey.all();
    }

    /** Downloads begun per job, resumed ones included. */
    public Map<String, Integer> readingsByJob() {
        return readings.all();
    }

    /**
     * How often a job's video went out to its last byte, as a download or inline. A client may
     * still have lost what was under way.
     */
    public Map<String, Integer> deliveriesByJob() {
        return deliveries.all();
    }

    /** What was uploaded to the blob store and deleted from it. */
    public BlobLedger blobs() {
        return blobs;
    }

    /** Requests to that exact path (without query). */
    public int requests(String path) {
        return byPath.of(path);
    }

    /** Requests of that step; for {@link Step#WEBHOOK}, callbacks sent. */
    public int requests(Step step) {
        return byStep.of(step);
    }

    /**
     * The last 4,096 requests in order of completion of their bodies, at most 32 MiB of body text.
     */
    public List<RecordedRequest> requestLog() {
        return log.snapshot();
    }

    /** Those of {@link #requestLog()} that belong to one step. */
    public List<RecordedRequest> requestLog(Step step) {
        return log.snapshot().stream().filter(request -> request.step() == step).toList();
    }

    /** The largest number of requests that waited for the end of their answer at one time. */
    public int maxInFlight() {
        return inFlight.max();
    }

    /** The same for one step. */
    public int maxInFlight(Step step) {
        return inFlightByStep.get(step).max();
    }

    /** Requests waiting for the end of their answer now. */
    public int inFlight() {
        return inFlight.now();
    }

    /** The largest number of requests of that step in any window of one second (real time). */
    public int maxRequestsPerSecond(Step step) {
        return busiest.get(step).max();
    }

    /**
     * The largest number of DashScope queries, lists and cancels together in any window of one
     * second (real time): the three share one quota there. Refused ones count as well.
     */
    public int maxStatusRequestsPerSecond() {
        return busiestStatus.max();
    }

    /** Client connections open now. */
    public int openConnections() {
        return connections.now();
    }

    /** The largest number of client connections open at one time. */
    public int maxOpenConnections() {
        return connections.max();
    }

    /** Starts new books. What is open or in flight stays so. */
    public void clear() {
        jobsCreated.set(0);
        List.of(jobsByKey, jobsByModel, startsByKey, readings, deliveries, byPath)
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

    /** Told by the server: a request's head arrived. */
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

    /** Told by the server: the request's answer is out, or never will be. */
    public void ended(Step step) {
        inFlight.fall();
        if (step != null) {
            inFlightByStep.get(step).fall();
        }
    }

    /** Told by the server: a request was read as far as it will be. */
    public void record(RecordedRequest request) {
        log.add(request);
    }

    /** Told by the server: a start request carried this key. */
    public void startAsked(String idempotencyKey) {
        startsByKey.add(idempotencyKey);
    }

    /** Told by a face: a job exists now; the key may be null. */
    public void jobCreated(String idempotencyKey, String model) {
        jobsCreated.incrementAndGet();
        jobsByModel.add(model);
        if (idempotencyKey != null) {
            jobsByKey.add(idempotencyKey);
        }
    }

    /** Told by the result's face: a download begins. */
    public void resultRead(String jobId) {
        readings.add(jobId);
    }

    /** Told by a face: the last byte of the job's video is out. */
    public void delivered(String jobId) {
        deliveries.add(jobId);
    }

    /** Told by the webhook sender: one attempt to deliver. */
    public void calledBack() {
        byStep.add(Step.WEBHOOK);
        busiest.get(Step.WEBHOOK).event(nanoTime.getAsLong());
    }

    /** Told by the server. */
    public void connectionOpened() {
        connections.rise();
    }

    /** Told by the server. */
    public void connectionClosed() {
        connections.fall();
    }
}
