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

import io.github.refvideo.simulator.blob.BlobRoutes;
import io.github.refvideo.simulator.dashscope.DashScopeRoutes;
import io.github.refvideo.simulator.dashscope.Region;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.gateway.GatewayRoutes;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.ledger.LedgerAssert;
import io.github.refvideo.simulator.media.ReferenceRoutes;
import io.github.refvideo.simulator.openai.OpenAiRoutes;
import io.github.refvideo.simulator.time.SimulatorClock;
import io.github.refvideo.simulator.tls.LocalCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A running local simulator of reference-to-video services.
 *
 * <pre>{@code
 * try (RefVideoSimulator sim = RefVideoSimulator.builder()
 *         .jobTime(JobTime.fixed(Duration.ofSeconds(2)))
 *         .start()) {
 *     String cat = sim.serveReference("cat.png", bytes, "image/png");
 *     // point a client at sim.gatewayUrl() or sim.dashscopeUrl() with any API key
 *     sim.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
 * }
 * }</pre>
 *
 * <p>Uses one event-loop thread and two worker threads for rendering. Thread-safe. Videos are
 * storyboards of the request, marked as simulated. The only outgoing connections are to the
 * references and callbacks named in requests.
 */
public final class RefVideoSimulator implements AutoCloseable {
    /** The token that the blob store accepts by default. */
    public static final String BLOB_TOKEN =
            "vercel_blob_rw_simulatedStore01_notASecretOnlyForTests";

    private final SimulatorServer server;

    RefVideoSimulator(SimulatorOptions options) {
        server = SimulatorServer.start(options);
    }

    /** Starts a simulator with default settings on a free port. */
    public static RefVideoSimulator start() {
        return builder().start();
    }

    /** Creates a builder with default settings. */
    public static RefVideoSimulatorBuilder builder() {
        return new RefVideoSimulatorBuilder();
    }

    /** For example {@code http://127.0.0.1:40123}. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** The base URL of the gateway protocol: {@link #baseUrl()} and {@code /v4/ai}. */
    public String gatewayUrl() {
        return baseUrl() + GatewayRoutes.BASE;
    }

    /** The base URL of DashScope's protocol, ending in {@code /api/v1}, for region Beijing. */
    public String dashscopeUrl() {
        return baseUrl() + DashScopeRoutes.base();
    }

    /**
     * The base URL of DashScope's protocol for the given region.
     *
     * @param region {@code beijing}, {@code singapore}, {@code virginia}, {@code frankfurt} or
     *     {@code hongkong}, or the service's id of the region, such as {@code cn-beijing}
     */
    public String dashscopeUrl(String region) {
        return baseUrl() + DashScopeRoutes.base(Region.of(region));
    }

    /**
     * The base URL of Vercel Blob's protocol, for {@code VERCEL_BLOB_API_URL}; {@link #BLOB_TOKEN}
     * is a token for it.
     */
    public String blobUrl() {
        return baseUrl() + BlobRoutes.BASE;
    }

    /** The base URL of the simulated vLLM-Omni server, ending in {@code /v1}. */
    public String vllmOmniUrl() {
        return baseUrl() + OpenAiRoutes.vllmOmniBase();
    }

    /** The base URL of the simulated SGLang server, ending in {@code /v1}. */
    public String sglangUrl() {
        return baseUrl() + OpenAiRoutes.sglangBase();
    }

    /**
     * Restarts the vLLM-Omni server: it forgets all jobs, and its calls in flight are reset. Other
     * connections remain.
     */
    public void restartVllmOmni() {
        engine().restart("vllm-omni");
    }

    /** Restarts the SGLang server, as {@link #restartVllmOmni()}. */
    public void restartSglang() {
        engine().restart("sglang");
    }

    /**
     * Sets the size in bytes of every video served from now on, as {@link
     * RefVideoSimulatorBuilder#videoBytes(long)}; 0 serves videos as rendered.
     */
    public void videoBytes(long bytes) {
        engine().sizes.all(bytes);
    }

    /** Sets the size in bytes of this job's video. */
    public void videoBytes(String jobId, long bytes) {
        engine().sizes.of(jobId, bytes);
    }

    /** Limits each video download from now on to this many bytes per second; 0 means unlimited. */
    public void videoPace(long bytesPerSecond) {
        engine().sizes.pace(bytesPerSecond);
    }

    /**
     * Stops listening: open connections are closed, new ones are refused, jobs continue. Blocks
     * until the port is closed; must not be called on the event loop.
     */
    public void refuseConnections() {
        server.refuse();
    }

    /** Listens again on the same port. */
    public void acceptConnections() {
        server.accept();
    }

    /** The number of open temporary files that hold large uploads. */
    public int openFiles() {
        return engine().spools.openFiles();
    }

    /** The port of the server. */
    public int port() {
        return server.port();
    }

    /**
     * Hosts a reference.
     *
     * @return its URL; a second call with the same name replaces the content
     */
    public String serveReference(String name, byte[] content, String mediaType) {
        engine().hosted.add(name, content, mediaType);
        return referenceUrl(name);
    }

    /**
     * Hosts every file under a folder, including files added later. Files outside the folder are
     * never served, not even through symbolic links.
     *
     * @return the URL of the folder, with a slash at its end
     */
    public String serveReferences(Path folder) {
        try {
            engine().hosted.addFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot serve the folder " + folder, e);
        }
        return baseUrl() + ReferenceRoutes.PREFIX;
    }

    /** The URL of a hosted reference with this name, whether or not it exists. */
    public String referenceUrl(String name) {
        try {
            return baseUrl()
                    + new URI(null, null, ReferenceRoutes.PREFIX + name, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not a valid part of a URL: " + name, e);
        }
    }

    /** The clock for jobs, links and webhooks. */
    public SimulatorClock clock() {
        return engine().clock;
    }

    /** The injected faults; none at first. */
    public Faults faults() {
        return engine().faults;
    }

    /** The record of requests and paid jobs. */
    public Ledger ledger() {
        return engine().ledger;
    }

    /** Assertions about the ledger. */
    public LedgerAssert assertThat() {
        return new LedgerAssert(ledger());
    }

    /** Snapshots of all jobs, oldest first. */
    public List<SimulatedJob> jobs() {
        Instant now = clock().instant();
        return engine().jobs.all().stream().map(job -> SimulatedJob.of(job, now)).toList();
    }

    /**
     * Removes all jobs, faults and counts, and resets the clock. Hosted references and open
     * connections remain.
     */
    public void reset() {
        engine().reset();
    }

    /** The server's certificate in PEM form; only with {@code tls(true)}. */
    public String certificatePem() {
        return certificate().pem();
    }

    /** An SSL context that trusts only this server; only with {@code tls(true)}. */
    public SSLContext clientSslContext() {
        return certificate().clientContext();
    }

    /** Closes all connections and stops the threads. */
    @Override
    public void close() {
        server.close();
    }

    private LocalCertificate certificate() {
        if (server.certificate() == null) {
            throw new IllegalStateException(
                    "The simulator uses plain HTTP; build it with tls(true).");
        }
        return server.certificate();
    }

    private SimulatorEngine engine() {
        return server.engine();
    }
}
