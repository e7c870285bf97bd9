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
package io.github.refvideo.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.content.Spools;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.VideoSizes;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import io.github.refvideo.simulator.time.ShortDuration;
import io.github.refvideo.simulator.time.SimulatorClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The admin API: {@code /simulator/ledger}, {@code jobs}, {@code faults}, {@code clock}, {@code
 * videos}, {@code outage} and {@code restart}. Requests from other machines get 403.
 */
public final class AdminRoutes implements RouteProvider {
    private static final String BASE = "/simulator/";

    /** The path of the ledger. */
    public static final String LEDGER = BASE + "ledger";

    private static final long LIMIT = 1L << 20;

    /** Handles the call; reports invalid input as 400. */
    @FunctionalInterface
    private interface Handler {
        ObjectNode handle(JsonNode wish) throws InvalidRequestException;
    }

    private final SimulatorClock clock;
    private final Faults faults;
    private final VideoSizes sizes;
    private final LedgerView ledger;
    private final Consumer<Duration> outage;
    private final Consumer<String> restart;

    /**
     * The parts that the admin API reads and changes; {@code outage} refuses connections for the
     * given time, {@code restart} restarts the named server.
     */
    public AdminRoutes(
            SimulatorClock clock,
            Ledger ledger,
            Faults faults,
            Jobs jobs,
            VideoSizes sizes,
            Spools spools,
            Consumer<Duration> outage,
            Consumer<String> restart) {
        this.clock = clock;
        this.faults = faults;
        this.sizes = sizes;
        this.outage = outage;
        this.restart = restart;
        this.ledger = new LedgerView(ledger, jobs, spools, clock);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("GET", "ledger", wish -> ledger.ledger()),
                route("GET", "jobs", wish -> ledger.jobs()),
                route("POST", "faults", this::faults),
                route("POST", "clock", this::clock),
                route("POST", "videos", this::videos),
                route("POST", "outage", this::outage),
                route("POST", "restart", this::restart));
    }

    private ObjectNode faults(JsonNode wish) throws InvalidRequestException {
        return FaultRequest.inject(wish, faults);
    }

    private ObjectNode clock(JsonNode wish) {
        if (wish.path("reset").asBoolean()) {
            clock.reset();
        }
        if (wish.has("freeze")) {
            if (wish.path("freeze").asBoolean()) {
                clock.freeze();
            } else {
                clock.unfreeze();
            }
        }
        if (wish.has("advance")) {
            String by = wish.path("advance").asText();
            clock.advance(
                    by.startsWith("-")
                            ? ShortDuration.parse(by.substring(1)).negated()
                            : ShortDuration.parse(by));
        }
        return Json.object().put("now", clock.instant().toString());
    }

    private ObjectNode videos(JsonNode wish) {
        if (wish.has("bytes") && wish.has("job")) {
            sizes.of(wish.path("job").asText(), wish.path("bytes").asLong());
        } else if (wish.has("bytes")) {
            sizes.all(wish.path("bytes").asLong());
        }
        if (wish.has("bytesPerSecond")) {
            sizes.pace(wish.path("bytesPerSecond").asLong());
        }
        return Json.object();
    }

    private ObjectNode outage(JsonNode wish) {
        outage.accept(ShortDuration.parse(wish.path("for").asText()));
        return Json.object();
    }

    private ObjectNode restart(JsonNode wish) {
        restart.accept(wish.path("server").asText());
        return Json.object();
    }

    private static Route route(String method, String name, Handler handler) {
        return new Route(
                Set.of(method),
                BASE + name,
                null,
                LIMIT,
                AdminRoutes::error,
                call -> null,
                call -> null,
                call -> answer(call, handler));
    }

    private static void answer(Call call, Handler handler) {
        if (!call.isLocal()) {
            call.reply(error(403, "Only available to callers on the same machine."));
            return;
        }
        try {
            JsonNode wish =
                    call.method().equals("GET")
                            ? Json.object()
                            : Json.readObject(call.body().toString());
            call.reply(Reply.json(200, Json.text(handler.handle(wish))));
        } catch (InvalidRequestException | IllegalArgumentException e) {
            call.reply(error(400, e.getMessage()));
        }
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, Json.text(Json.object().put("error", message)));
    }
}
