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
package io.github.refvideo.simulator.openai;

import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The routes of a vLLM-Omni server and of an SGLang server. */
public final class OpenAiRoutes implements RouteProvider {
    private static final long CREATE_LIMIT = 1L << 30;
    private static final long SMALL = 64 * 1024;

    private final Map<Dialect, VideoServer> servers = new EnumMap<>(Dialect.class);
    private final CreateHandler create;
    private final JobHandlers jobs;
    private final ContentHandler content;
    private final VideoViews views;
    private final Consumer<String> cut;

    /** Creates the routes; {@code cut} closes the connections of the calls below a path. */
    public OpenAiRoutes(OpenAiParts parts, Consumer<String> cut) {
        OpenAiOptions options = parts.options();
        servers.put(
                Dialect.VLLM_OMNI,
                new VideoServer(
                        Dialect.VLLM_OMNI, options.vllmOmniModel(), options, parts.clock()));
        servers.put(
                Dialect.SGLANG,
                new VideoServer(Dialect.SGLANG, options.sglangModel(), options, parts.clock()));
        this.cut = cut;
        views = new VideoViews(parts.clock(), parts.links());
        create = new CreateHandler(parts, views);
        jobs = new JobHandlers(parts, views);
        content = new ContentHandler(parts, views);
    }

    /** The path of the base URL of vLLM-Omni. */
    public static String vllmOmniBase() {
        return Dialect.VLLM_OMNI.base();
    }

    /** The path of the base URL of SGLang. */
    public static String sglangBase() {
        return Dialect.SGLANG.base();
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        VideoServer sglang = servers.get(Dialect.SGLANG);
        routes.add(
                route(
                        sglang,
                        "GET",
                        Dialect.SGLANG.root() + "/models",
                        Step.OPENAI_MODELS,
                        (server, call) ->
                                call.reply(
                                        Reply.json(
                                                200, Json.text(VideoViews.servedModel(server))))));
        servers.values().forEach(server -> routes.addAll(routes(server)));
        return routes;
    }

    private List<Route> routes(VideoServer server) {
        String videos = server.dialect().base() + "/videos";
        return List.of(
                new Route(
                                Set.of("POST"),
                                videos,
                                Step.OPENAI_CREATE,
                                CREATE_LIMIT,
                                server.errors(),
                                call -> null,
                                call -> server.model(),
                                call -> handle(server, call, create::handle))
                        .onlyFor(method("POST"))
                        .intoSpool(),
                route(server, "GET", videos, Step.OPENAI_LIST, jobs::list),
                route(server, "GET", videos + "/*/content", Step.RESULT, content::handle),
                route(server, "DELETE", videos + "/*", Step.OPENAI_DELETE, jobs::delete)
                        .onlyFor(method("DELETE")),
                route(server, "GET", videos + "/*", Step.OPENAI_QUERY, jobs::query),
                route(
                        server,
                        "GET",
                        server.dialect().base() + "/models",
                        Step.OPENAI_MODELS,
                        (same, call) ->
                                call.reply(
                                        same.refuseWithoutKey(call)
                                                .orElseGet(
                                                        () ->
                                                                Reply.json(
                                                                        200,
                                                                        Json.text(
                                                                                views.models(
                                                                                        same)))))),
                new Route(
                                Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
                                server.dialect().root() + "/",
                                null,
                                CREATE_LIMIT,
                                server.errors(),
                                call -> null,
                                call -> null,
                                call -> call.reply(server.errors().error(404, "Not Found")))
                        .intoSpool());
    }

    private Route route(
            VideoServer server,
            String method,
            String path,
            Step step,
            BiConsumer<VideoServer, Call> handler) {
        return new Route(
                Set.of(method),
                path,
                step,
                SMALL,
                server.errors(),
                call -> path.contains("*") ? JobHandlers.id(server, call) : null,
                call -> server.model(),
                call -> handle(server, call, handler));
    }

    private void handle(VideoServer server, Call call, BiConsumer<VideoServer, Call> handler) {
        if (call.hitBy(FaultKind.SERVER_RESTART)) {
            restart(server);
        } else if (call.hitBy(FaultKind.SERVER_LOADING)) {
            call.reply(server.errors().error(503, "Video generation handler not initialized."));
        } else {
            handler.accept(server, call);
        }
    }

    private static Predicate<HttpServerRequest> method(String name) {
        return request -> request.method().name().equals(name);
    }

    /**
     * Restarts a server: it forgets its jobs, and calls in flight are cut.
     *
     * @param server {@code vllm-omni} or {@code sglang}
     */
    public void restart(String server) {
        restart(servers.get(Dialect.of(server)));
    }

    private void restart(VideoServer server) {
        server.restart();
        cut.accept(server.dialect().root() + "/");
    }

    /** Removes all jobs. */
    public void clear() {
        servers.values().forEach(VideoServer::clear);
    }
}
