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
package io.github.refvideo.simulator.server;

import io.github.refvideo.simulator.content.Spools;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultPhase;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.time.SimulatorClock;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives all requests, updates the ledger, selects faults, and dispatches to the routes. Event
 * loop only.
 */
public final class RequestDispatcher implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

    private final List<Route> routes;
    private final Faults faults;
    private final Ledger ledger;
    private final SimulatorClock clock;
    private final FaultingResponseWriter player;
    private final Context context;
    private final Spools spools;
    private final Set<Call> open = new HashSet<>();

    /** Creates a dispatcher for the given routes. */
    public RequestDispatcher(
            Vertx vertx,
            Context context,
            SimulatorClock clock,
            Faults faults,
            Ledger ledger,
            Spools spools,
            long seed,
            List<? extends RouteProvider> providers) {
        this.routes = providers.stream().flatMap(provider -> provider.routes().stream()).toList();
        this.faults = faults;
        this.ledger = ledger;
        this.clock = clock;
        this.context = context;
        this.spools = spools;
        this.player = new FaultingResponseWriter(vertx, clock, seed);
    }

    /** Counts a client's connection. */
    public void connected(HttpConnection connection) {
        ledger.connectionOpened();
        connection.closeHandler(ignored -> ledger.connectionClosed());
    }

    @Override
    public void handle(HttpServerRequest request) {
        Optional<Route> found = routes.stream().filter(route -> route.matches(request)).findFirst();
        Step step = found.map(Route::step).orElse(null);
        ledger.arrived(step, request.path());
        if (step == Step.START && request.getHeader("idempotency-key") != null) {
            ledger.startAsked(request.getHeader("idempotency-key"));
        }
        CompletionSignal end = new CompletionSignal(request, () -> ledger.ended(step));
        if (found.isEmpty()) {
            record(request, null, Buffer.buffer());
            answerUnknown(request);
            return;
        }
        Call call = new Call(request, found.get(), player, context, end);
        open.add(call);
        call.whenOver(() -> open.remove(call));
        begin(call);
    }

    /** Resets the connections of all calls in flight whose path starts with the given one. */
    public void cut(String path) {
        context.runOnContext(
                ignored ->
                        List.copyOf(open).stream()
                                .filter(call -> call.path().startsWith(path))
                                .forEach(player::refuse));
    }

    private void begin(Call call) {
        boolean judgeNow = call.step() != null && !needsBody(call.route());
        if (judgeNow) {
            String model = call.route().modelInBody() == null ? call.route().modelOf(call) : null;
            call.fault(faults.next(call.step(), null, model).orElse(null));
            if (refused(call)) {
                return;
            }
        }
        if (call.route().spooled()) {
            new UploadReader(call, spools)
                    .read(
                            fits -> readWhole(call, judgeNow, fits),
                            e ->
                                    call.reply(
                                            call.errors()
                                                    .error(500, "No room for the body: " + e)));
            return;
        }
        new BodyReader(call.request(), call.route().bodyLimit())
                .read(
                        body -> {
                            call.body(body.orElseGet(Buffer::buffer));
                            readWhole(call, judgeNow, body.isPresent());
                        });
    }

    private void readWhole(Call call, boolean judged, boolean fits) {
        record(call.request(), call.step(), call.body());
        if (call.step() != null && !judged) {
            judgeLate(call);
        }
        if (!call.response().closed()) {
            process(call, fits);
        }
    }

    /** Whether a fault rule depends on the content of the body. */
    private boolean needsBody(Route route) {
        return faults.asksForJob(route.step())
                || route.modelInBody() != null && faults.asksForModel(route.step());
    }

    private void judgeLate(Call call) {
        String jobId = call.route().jobOf().apply(call);
        String model = call.route().modelOf(call);
        call.fault(faults.next(call.step(), jobId, model).orElse(null));
        if (call.fault().filter(fault -> fault.kind().phase() == FaultPhase.HEAD).isPresent()) {
            player.refuse(call);
        }
    }

    private boolean refused(Call call) {
        if (call.fault().filter(fault -> fault.kind().phase() == FaultPhase.HEAD).isEmpty()) {
            return false;
        }
        record(call.request(), call.step(), Buffer.buffer());
        player.refuse(call);
        return true;
    }

    private void process(Call call, boolean bodyFits) {
        Optional<Fault> fault = call.fault();
        if (fault.isPresent() && !fault.get().processed()) {
            player.replace(call, fault.get());
        } else if (!call.route().methods().contains(call.method())) {
            call.reply(call.errors().error(405, "This path takes " + call.route().methods() + "."));
        } else if (!bodyFits) {
            call.reply(
                    call.errors().error(413, "The request body is larger than this path takes."));
        } else {
            hand(call);
        }
    }

    private void hand(Call call) {
        try {
            call.route().handler().accept(call);
        } catch (RuntimeException e) {
            LOG.error("The simulator could not answer {} {}", call.method(), call.path(), e);
            call.reply(call.errors().error(500, "The simulator itself failed: " + e));
        }
    }

    private void record(HttpServerRequest request, Step step, Buffer body) {
        ledger.record(RequestRecorder.record(step, request, body, clock.instant()));
    }

    private void answerUnknown(HttpServerRequest request) {
        request.resume();
        request.response()
                .setStatusCode(404)
                .putHeader("content-type", "text/plain")
                .end("The simulator knows no " + request.path() + "\n");
    }
}
