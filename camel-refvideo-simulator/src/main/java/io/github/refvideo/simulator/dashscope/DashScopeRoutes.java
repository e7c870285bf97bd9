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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The routes of DashScope, with and without a region prefix. */
public final class DashScopeRoutes implements RouteProvider {
    private static final long CREATE_LIMIT = 128L << 20;
    private static final long SMALL = 64 * 1024;

    private final Tasks tasks;
    private final Quotas quotas;
    private final Uploads uploads;
    private final CreateHandler create;
    private final QueryHandler query;
    private final ListHandler list;
    private final CancelHandler cancel;
    private final PolicyHandler policy;
    private final UploadHandler upload;

    /** Creates the routes. */
    public DashScopeRoutes(DashScopeParts parts) {
        DashScopeOptions options = parts.options();
        Models models = new Models();
        ApiKeys keys = new ApiKeys(options.keys(), parts.acceptedKey());
        tasks = new Tasks(parts.clock(), options.runningTasks());
        quotas = new Quotas(options.statusQuota(), options.submitQuota(), parts.nanoTime());
        uploads = new Uploads(parts.clock());
        UploadPolicies policies = new UploadPolicies(parts.clock());
        TaskFactory maker =
                new TaskFactory(
                        tasks,
                        parts.jobs(),
                        parts.preparer(),
                        parts.ledger(),
                        uploads,
                        parts.fetchReferences());
        create = new CreateHandler(keys, models, quotas, maker);
        TaskViews views = new TaskViews(parts.clock(), parts.links());
        query = new QueryHandler(keys, quotas, tasks, views, parts.ledger(), parts.clock());
        list =
                new ListHandler(
                        keys,
                        quotas,
                        tasks,
                        parts.clock(),
                        options.listPageLimit(),
                        options.listLag());
        cancel = new CancelHandler(keys, quotas, tasks, parts.clock());
        policy = new PolicyHandler(keys, models, policies);
        upload = new UploadHandler(policies, uploads);
    }

    /** The path of the base URL for a region. */
    public static String base(Region region) {
        return Paths.REGIONS + region.word() + Paths.BASE;
    }

    /** The path of the base URL without a region prefix, for region Beijing. */
    public static String base() {
        return Paths.BASE;
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(routes(Paths.BASE));
        routes.addAll(routes(Paths.REGIONS + "*" + Paths.BASE));
        routes.add(upload.route());
        return routes;
    }

    private List<Route> routes(String base) {
        return List.of(
                new Route(
                        Set.of("POST"),
                        base + "/services/aigc/video-generation/video-synthesis",
                        Step.DASHSCOPE_CREATE,
                        CREATE_LIMIT,
                        DashScopeErrors.STYLE,
                        call -> null,
                        CreateHandler::model,
                        create::handle),
                route("POST", base + "/tasks/*/cancel", Step.DASHSCOPE_CANCEL, cancel::handle),
                route("GET", base + "/tasks/*", Step.DASHSCOPE_QUERY, query::handle),
                route("GET", base + "/tasks", Step.DASHSCOPE_LIST, list::handle),
                route("GET", base + "/tasks/", Step.DASHSCOPE_LIST, list::handle),
                route("GET", base + "/uploads", Step.DASHSCOPE_POLICY, policy::handle),
                new Route(
                        Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
                        base + "/",
                        null,
                        CREATE_LIMIT,
                        DashScopeErrors.STYLE,
                        call -> null,
                        DashScopeRoutes::nothing));
    }

    private Route route(String method, String path, Step step, Consumer<Call> handler) {
        return new Route(
                Set.of(method),
                path,
                step,
                SMALL,
                DashScopeErrors.STYLE,
                call -> Paths.taskId(call.path()),
                call -> model(call, step),
                handler);
    }

    private String model(Call call, Step step) {
        return step == Step.DASHSCOPE_POLICY
                ? call.query("model")
                : tasks.modelOf(Paths.taskId(call.path()));
    }

    private static void nothing(Call call) {
        call.reply(DashScopeErrors.STYLE.error(404, "There is nothing at " + call.path()));
    }

    /** Removes all tasks, uploads and counts. */
    public void clear() {
        tasks.clear();
        uploads.clear();
        quotas.clear();
    }
}
