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
package io.github.refvideo.camel.internal.provider.dashscope;

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Remembers calls and answers them by a script. */
final class FakeHttp implements AsyncHttp {

    final List<HttpRequest> calls = new ArrayList<>();
    final List<CompletableFuture<HttpResponse>> exchanges = new ArrayList<>();
    private final Deque<CompletableFuture<HttpResponse>> script = new ArrayDeque<>();

    FakeHttp answers(int status, String body) {
        return answers(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    FakeHttp answers(int status, Map<String, List<String>> headers, byte[] body) {
        script.add(
                CompletableFuture.completedFuture(
                        new HttpResponse(new ResponseHead(status, "", headers), body)));
        return this;
    }

    FakeHttp fails(Throwable failure) {
        script.add(CompletableFuture.failedFuture(failure));
        return this;
    }

    HttpRequest last() {
        return calls.get(calls.size() - 1);
    }

    /** Without a scripted answer the exchange stays open. */
    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest call) {
        calls.add(call);
        CompletableFuture<HttpResponse> exchange =
                script.isEmpty() ? new CompletableFuture<>() : script.remove();
        exchanges.add(exchange);
        return exchange;
    }

    @Override
    public CompletableFuture<Void> stream(HttpRequest call, ResponseSink sink) {
        throw new UnsupportedOperationException("DashScope streams nothing");
    }

    @Override
    public void close() {}
}
