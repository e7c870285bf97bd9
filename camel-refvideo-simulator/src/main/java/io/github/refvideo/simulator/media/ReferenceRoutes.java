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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import io.github.refvideo.simulator.server.Route;
import io.github.refvideo.simulator.server.RouteProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/** Serves hosted references at {@code /references/}. */
public final class ReferenceRoutes implements RouteProvider {
    /** The path prefix of hosted references. */
    public static final String PREFIX = "/references/";

    private static final String LAST_MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT";

    private final Vertx vertx;
    private final HostedReferences hosted;

    /** Serves these. */
    public ReferenceRoutes(Vertx vertx, HostedReferences hosted) {
        this.vertx = vertx;
        this.hosted = hosted;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(
                        Set.of("GET", "HEAD"),
                        PREFIX,
                        Step.REFERENCE,
                        0,
                        ReferenceRoutes::error,
                        call -> null,
                        this::answer));
    }

    private void answer(Call call) {
        vertx.executeBlocking(() -> hosted.find(call.path().substring(PREFIX.length())), false)
                .onSuccess(
                        found ->
                                call.reply(
                                        found.map(file -> reply(call, file))
                                                .orElseGet(
                                                        () ->
                                                                error(
                                                                        404,
                                                                        "No reference of that name is served here."))))
                .onFailure(e -> call.reply(error(400, "That name cannot be read.")));
    }

    private static Reply reply(Call call, HostedReferences.Hosted file) {
        String etag = '"' + Hex.sha256(file.content()).substring(0, 32) + '"';
        return new RangedContent(
                        Content.of(Buffer.buffer(file.content())),
                        file.mediaType(),
                        etag,
                        LAST_MODIFIED)
                .answer(call);
    }

    private static Reply error(int status, String message) {
        return Reply.of(status, "text/plain; charset=utf-8", Buffer.buffer(message + "\n"));
    }
}
