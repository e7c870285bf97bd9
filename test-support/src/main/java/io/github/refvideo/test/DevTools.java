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
package io.github.refvideo.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A DevTools connection to one tab of the browser: commands, replies and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
    private final StringBuilder arriving = new StringBuilder();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(HttpClient http, URI tab) throws Exception {
        DevTools tools = new DevTools();
        tools.socket = http.newWebSocketBuilder().buildAsync(tab, tools).get(20, TimeUnit.SECONDS);
        return tools;
    }

    /** The listener runs on a thread of the connection and must not send commands. */
    void on(String event, Consumer<JsonNode> listener) {
        listeners.put(event, listener);
    }

    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(number, answer);
        Map<String, ?> command = Map.of("id", number, "method", method, "params", parameters);
        socket.sendText(JSON.writeValueAsString(command), true).get(20, TimeUnit.SECONDS);
        JsonNode snapshot = answer.get(20, TimeUnit.SECONDS);
        if (snapshot.has("error")) {
            throw new IllegalStateException(method + ": " + snapshot.path("error"));
        }
        return snapshot.path("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        arriving.append(part);
        if (last) {
            arrived(arriving.toString());
            arriving.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void arrived(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.has("id")) {
                open.remove(message.path("id").asInt()).complete(message);
            } else {
                listeners
                        .getOrDefault(message.path("method").asText(), event -> {})
                        .accept(message.path("params"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        open.values().forEach(answer -> answer.completeExceptionally(error));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        onError(webSocket, new IOException("The tab is closed: " + status + " " + reason));
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
