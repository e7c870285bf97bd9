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

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.server.Call;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** The open event streams. One timer sends the heartbeats of all streams. */
final class EventStreams {
    static final String MEDIA_TYPE = "text/event-stream";
    private static final String HEARTBEAT = ": heartbeat\n\n";

    private final Set<Stream> beating = new LinkedHashSet<>();
    private final Context context;

    EventStreams(Vertx vertx, Context context, Duration heartbeatInterval) {
        this.context = context;
        context.runOnContext(
                ignored ->
                        vertx.setPeriodic(Math.max(1, heartbeatInterval.toMillis()), id -> beat()));
    }

    /** Sends the head. Event loop only. */
    Stream open(Call call, boolean heartbeats) {
        HttpServerResponse response = call.response();
        response.putHeader("content-type", MEDIA_TYPE)
                .putHeader("cache-control", "no-cache")
                .setChunked(true);
        Stream stream = new Stream(call);
        response.writeHead();
        if (heartbeats) {
            beating.add(stream);
            response.write(HEARTBEAT);
        }
        return stream;
    }

    private void beat() {
        beating.removeIf(stream -> stream.call.response().closed());
        beating.forEach(stream -> stream.call.response().write(HEARTBEAT));
    }

    /** One open stream. */
    final class Stream {
        private final Call call;

        private Stream(Call call) {
            this.call = call;
        }

        /**
         * Sends the last text, records the delivery, and closes the connection. Can be called from
         * any thread.
         */
        void end(Content text, Runnable whenSent) {
            finish(() -> call.endWith(text, whenSent));
        }

        /** Sends the last text and leaves the connection open. Can be called from any thread. */
        void stay(Content text, Runnable whenSent) {
            finish(() -> call.write(text, whenSent));
        }

        private void finish(Runnable last) {
            context.runOnContext(
                    ignored -> {
                        beating.remove(this);
                        if (!call.response().closed()) {
                            last.run();
                        }
                    });
        }
    }
}
