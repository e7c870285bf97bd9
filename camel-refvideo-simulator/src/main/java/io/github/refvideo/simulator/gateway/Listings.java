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
package io.github.refvideo.simulator.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Handlers for models, their capabilities, the balance and the client configuration. */
final class Listings {
    static final String MODELS = "/v1/models";
    static final String MODEL = "/v1/models/";
    private static final String ENDPOINTS = "/endpoints";

    private final GatewayModels models;
    private final HeaderCheck headers;

    Listings(GatewayModels models, HeaderCheck headers) {
        this.models = models;
        this.headers = headers;
    }

    void models(Call call) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        models.all().forEach(model -> describe(data.addObject(), model));
        call.reply(Reply.json(200, Json.text(body)));
    }

    void endpoints(Call call) {
        String path = call.path().substring(MODEL.length());
        String id =
                path.endsWith(ENDPOINTS)
                        ? path.substring(0, path.length() - ENDPOINTS.length())
                        : path;
        call.reply(
                models.find(id)
                        .map(model -> endpoints(model))
                        .orElseGet(() -> GatewayErrors.unknownModel(id)));
    }

    void credits(Call call) {
        ObjectNode body = Json.object().put("balance", "1000.00").put("total_used", "0.00");
        call.reply(headers.refuseStranger(call).orElseGet(() -> Reply.json(200, Json.text(body))));
    }

    void config(Call call) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("models");
        for (GatewayModel model : models.all()) {
            ObjectNode entry =
                    list.addObject().put("id", model.id()).put("name", model.upstreamId());
            entry.putObject("specification")
                    .put("specificationVersion", "v4")
                    .put("provider", "gateway")
                    .put("modelId", model.id());
            entry.put("modelType", "video");
        }
        call.reply(headers.refuseStranger(call).orElseGet(() -> Reply.json(200, Json.text(body))));
    }

    private static Reply endpoints(GatewayModel model) {
        ObjectNode body = Json.object();
        ObjectNode data =
                body.putObject("data").put("id", model.id()).put("name", model.upstreamId());
        capabilities(data.putObject("capabilities"), model);
        ObjectNode endpoint =
                data.putArray("endpoints")
                        .addObject()
                        .put("name", model.creator() + " (simulated)")
                        .put("provider_name", model.creator())
                        .put("status", 0);
        pricing(endpoint.putObject("pricing"), model);
        return Reply.json(200, Json.text(body));
    }

    private static void describe(ObjectNode entry, GatewayModel model) {
        entry.put("id", model.id())
                .put("object", "model")
                .put("owned_by", model.creator())
                .put("type", "video");
        pricing(entry.putObject("pricing"), model);
        capabilities(entry.putObject("video_capabilities"), model);
    }

    private static void pricing(ObjectNode pricing, GatewayModel model) {
        ArrayNode list = pricing.putArray("video_duration_pricing");
        new TreeMap<>(model.price())
                .forEach(
                        (tier, price) ->
                                list.addObject()
                                        .put("resolution", tier + "p")
                                        .put("cost_per_second", price.toPlainString()));
    }

    private static void capabilities(ObjectNode capabilities, GatewayModel model) {
        capabilities.putArray("supported_operations").add("reference_to_video");
        ArrayNode resolutions = capabilities.putArray("supported_resolutions");
        new TreeMap<>(model.price()).keySet().forEach(tier -> resolutions.add(tier + "p"));
        ArrayNode durations = capabilities.putArray("supported_durations_seconds");
        for (int seconds = model.minSeconds(); seconds <= model.maxSeconds(); seconds++) {
            durations.add(seconds);
        }
        capabilities.putArray("supported_fps").add(model.framesPerSecond());
        capabilities.put("max_sample_count", 1);
        ObjectNode limits = capabilities.putObject("input_limits");
        for (MediaKind kind : List.of(MediaKind.values())) {
            ObjectNode limit =
                    limits.putObject(kind.name().toLowerCase(Locale.ROOT))
                            .put("max_count", model.max(kind));
            ArrayNode sources = limit.putArray("supported_sources");
            if (model.takesLinks()) {
                sources.add("url");
            }
            if (model.takesInline()) {
                sources.add("base64");
            }
        }
    }
}
