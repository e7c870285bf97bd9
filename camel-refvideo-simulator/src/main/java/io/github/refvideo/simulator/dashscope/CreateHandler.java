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

import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Reply;
import java.util.Locale;
import java.util.Optional;

/** {@code POST .../video-synthesis}: accepts almost any request and bills each one. */
final class CreateHandler {
    private final ApiKeys keys;
    private final Models models;
    private final Quotas quotas;
    private final TaskFactory maker;

    CreateHandler(ApiKeys keys, Models models, Quotas quotas, TaskFactory maker) {
        this.keys = keys;
        this.models = models;
        this.quotas = quotas;
        this.maker = maker;
    }

    void handle(Call call) {
        call.reply(
                keys.caller(call)
                        .map(caller -> create(call, caller))
                        .orElseGet(DashScopeErrors::invalidKey));
    }

    private Reply create(Call call, Caller caller) {
        if (!isJson(call.header("content-type"))) {
            return DashScopeErrors.of(
                    400, "InvalidParameter", "The content type must be application/json.");
        }
        if (!"enable".equalsIgnoreCase(call.header("X-DashScope-Async"))) {
            return DashScopeErrors.of(
                    403,
                    "AccessDenied",
                    "This model makes videos asynchronously only: send X-DashScope-Async: enable.");
        }
        if (call.body().length() == 0) {
            return DashScopeErrors.of(400, "BadRequest.EmptyInput", "The body is empty.");
        }
        try {
            return create(call, caller, TaskRequest.read(call.body().toString()));
        } catch (InvalidRequestException e) {
            return DashScopeErrors.of(400, "BadRequest.IllegalInput", e.getMessage());
        }
    }

    private Reply create(Call call, Caller caller, TaskRequest request) {
        String name = request.model();
        if (name == null || name.isBlank()) {
            return DashScopeErrors.of(400, "BadRequest.EmptyModel", "The model is missing.");
        }
        Optional<Model> model = models.find(name, caller.region());
        if (model.isEmpty()) {
            return DashScopeErrors.of(
                    404,
                    "ModelNotFound",
                    "The model '" + name + "' does not exist in " + caller.region().id() + ".");
        }
        if (request.input().isEmpty()) {
            return DashScopeErrors.of(400, "BadRequest.EmptyInput", "The input is missing.");
        }
        boolean resolves = "enable".equalsIgnoreCase(call.header("X-DashScope-OssResourceResolve"));
        if (request.usesStore() && !resolves) {
            return DashScopeErrors.of(
                    400,
                    "InvalidParameter.DataInspection",
                    "The media could not be fetched: oss:// needs X-DashScope-OssResourceResolve.");
        }
        if (!quotas.takeSubmit(caller, name)) {
            return DashScopeErrors.throttled("tasks of " + name + " per second");
        }
        return TaskViews.created(maker.make(call, caller, model.get(), request));
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** The model of a create call, or null. */
    static String model(Call call) {
        try {
            return TaskRequest.read(call.body().toString()).model();
        } catch (InvalidRequestException e) {
            return null;
        }
    }
}
