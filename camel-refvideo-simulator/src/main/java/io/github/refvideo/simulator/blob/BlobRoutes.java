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
package io.github.refvideo.simulator.blob;

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.BlobLedger;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The routes of Vercel Blob: the control protocol and the stores. */
public final class BlobRoutes implements RouteProvider {
    /** The path of the base URL that clients configure. */
    public static final String BASE = "/api/blob";

    private static final String PARTS = BASE + "/mpu";
    private static final String RETRY_SECONDS = "1";
    private static final long SMALL = 1L << 20;

    /** The service's own limit for one object is 5 TB. */
    private static final long MAX_BODY = 5_000_000_000_000L;

    /** Handles the call, or throws. */
    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call) throws RefusedException;
    }

    private final StoreTokens keys;
    private final BlobStore blobs;
    private final PartUploads uploads;
    private final UploadHandlers upload;
    private final ManageHandlers manage;
    private final ReadHandler read;

    /**
     * Creates the stores; changes are recorded in the ledger. {@code nanoTime} is real time, for
     * the quota.
     */
    public BlobRoutes(Clock clock, LongSupplier nanoTime, BlobLedger ledger, BlobOptions options) {
        Signatures signatures = new Signatures(clock);
        keys = new StoreTokens(options, nanoTime);
        blobs = new BlobStore(clock, ledger);
        uploads = new PartUploads(ledger);
        upload = new UploadHandlers(keys, blobs, uploads, options.access());
        manage = new ManageHandlers(keys, blobs, signatures);
        read = new ReadHandler(keys, blobs, signatures, options.access(), ledger);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                control("POST", PARTS, Step.BLOB_PART, upload::part)
                        .onlyFor(action("upload"))
                        .intoSpool(),
                control("POST", PARTS, Step.BLOB_COMPLETE, upload::complete)
                        .onlyFor(action("complete")),
                control("POST", PARTS, Step.BLOB_CREATE, upload::create),
                control("POST", BASE + "/delete", Step.BLOB_DELETE, manage::delete),
                control("POST", BASE + "/signed-token", Step.BLOB_TOKEN, manage::token),
                control("GET", BASE, Step.BLOB_HEAD, manage::head).onlyFor(method("GET")),
                control("GET", BASE + "/", Step.BLOB_HEAD, manage::head).onlyFor(method("GET")),
                control("PUT", BASE, Step.BLOB_PUT, upload::put).intoSpool(),
                control("PUT", BASE + "/", Step.BLOB_PUT, upload::put).intoSpool(),
                new Route(
                        Set.of("GET", "HEAD"),
                        BlobViews.STORES,
                        Step.BLOB_FETCH,
                        0,
                        ReadHandler::error,
                        call -> null,
                        call -> null,
                        call -> answer(call, read::read)));
    }

    /** Removes everything without recording it in the ledger. */
    public void clear() {
        keys.clear();
        blobs.clear();
        uploads.clear();
    }

    private static Route control(String method, String path, Step step, Handler handler) {
        boolean large = step == Step.BLOB_PUT || step == Step.BLOB_PART;
        return new Route(
                Set.of(method),
                path,
                step,
                large ? MAX_BODY : SMALL,
                BlobErrors.STYLE,
                call -> null,
                call -> null,
                call -> answer(call, handler));
    }

    private static void answer(Call call, Handler handler) {
        try {
            call.reply(handler.handle(call));
        } catch (RefusedException e) {
            Reply refusal = e.reply();
            call.reply(
                    refusal.status() == 429 ? refusal.with("retry-after", RETRY_SECONDS) : refusal);
        }
    }

    private static Predicate<HttpServerRequest> action(String word) {
        return request -> word.equals(request.getHeader("x-mpu-action"));
    }

    private static Predicate<HttpServerRequest> method(String name) {
        return request -> request.method().name().equals(name);
    }
}
