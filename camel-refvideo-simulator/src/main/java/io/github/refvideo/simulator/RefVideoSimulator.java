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
 * A running local stand-in for a reference-to-video service.
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
 * <p>Needs one event-loop thread and, while it renders, two workers. Safe for use by any thread.
 * Videos are storyboards of the request, marked as simulated; nothing is sent anywhere but to
 * references and callbacks that requests name.
 */
public final class RefVideoSimulator implements AutoCloseable {
    /** A token that the blob store takes, unless another was set. */
    public static final String BLOB_TOKEN =
            "vercel_blob_rw_simulatedStore01_notASecretOnlyForTests";

    private final SimulatorServer server;

    RefVideoSimulator(SimulatorOptions options) {
        server = SimulatorServer.start(options);
    }

    /** A simulator with every default, on any free port. */
    public static RefVideoSimulator start() {
        return builder().start();
    }

    /** The way to a simulator; each setting has a default. */
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

    /**
     * The base URL of DashScope's protocol, ending in {@code /api/v1}; it stands for the region
     * Beijing.
     */
    public String dashscopeUrl() {
        return baseUrl() + DashScopeRoutes.base();
    }

    /**
     * The same for a region.
     *
     * @param region {@code beijing}, {@code singapore}, {@code virginia}, {@code frankfurt} or
     *     {@code hongkong}, or the id that the service gives it, such as {@code cn-beijing}
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

    /**
     * From now on serves every video that many bytes long, as {@link
     * RefVideoSimulatorBuilder#videoBytes(long)}; 0 is as rendered.
     */
    public void videoBytes(long bytes) {
        engine().sizes.all(bytes);
    }

    /** Serves this job's video that many bytes long. */
    public void videoBytes(String jobId, long bytes) {
        engine().sizes.of(jobId, bytes);
    }

    /**
     * From now on sends each download of a video at that pace; 0 is as fast as the client reads.
     */
    public void videoPace(long bytesPerSecond) {
        engine().sizes.pace(bytesPerSecond);
    }

    /**
     * Stops listening: open connections end, new ones are refused by the system, jobs run on.
     * Blocks until it is so; not for the event loop.
     */
    public void refuseConnections() {
        server.refuse();
    }

    /** Listens again, on the same port. */
    public void acceptConnections() {
        server.accept();
    }

    /** Temporary files that are open now, which hold large uploads. */
    public int openFiles() {
        return engine().spools.openFiles();
    }

    /** The port it listens on. */
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
     * Hosts every file under a folder, now and later; nothing outside it, not even through links.
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

    /** The URL under which a hosted reference of that name lies, or would lie. */
    public String referenceUrl(String name) {
        try {
            return baseUrl()
                    + new URI(null, null, ReferenceRoutes.PREFIX + name, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This cannot be part of a URL: " + name, e);
        }
    }

    /** The clock that jobs, links and webhooks follow. */
    public SimulatorClock clock() {
        return engine().clock;
    }

    /** What goes wrong; nothing at first. */
    public Faults faults() {
        return engine().faults;
    }

    /** What was asked and paid. */
    public Ledger ledger() {
        return engine().ledger;
    }

    /** Statements about the ledger that throw {@link AssertionError} if they do not hold. */
    public LedgerAssert assertThat() {
        return new LedgerAssert(ledger());
    }

    /** All jobs as they stand now, oldest first. */
    public List<SimulatedJob> jobs() {
        Instant now = clock().instant();
        return engine().jobs.all().stream().map(job -> SimulatedJob.of(job, now)).toList();
    }

    /**
     * Forgets jobs, faults, counts and clock moves. Hosted references and open connections stay.
     */
    public void reset() {
        engine().reset();
    }

    /** The server's certificate in PEM form; only with {@code tls(true)}. */
    public String certificatePem() {
        return certificate().pem();
    }

    /** A context that trusts this server and no other; only with {@code tls(true)}. */
    public SSLContext clientSslContext() {
        return certificate().clientContext();
    }

    /** Closes every connection and ends its threads. */
    @Override
    public void close() {
        server.close();
    }

    private LocalCertificate certificate() {
        if (server.certificate() == null) {
            throw new IllegalStateException(
                    "This simulator speaks plain HTTP; build it with tls(true).");
        }
        return server.certificate();
    }

    private SimulatorEngine engine() {
        return server.engine();
    }
}
