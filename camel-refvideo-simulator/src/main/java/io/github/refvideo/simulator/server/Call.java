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

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.content.Spooled;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.FaultKind;
import io.github.refvideo.simulator.fault.Step;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * One request that is being processed. Handlers respond with {@link #reply} exactly once, from any
 * thread.
 */
public final class Call {
    private final HttpServerRequest request;
    private final Route route;
    private final FaultingResponseWriter player;
    private final Context context;
    private final CompletionSignal end;
    private Spooled upload;
    private Buffer body = Buffer.buffer();
    private Fault fault;

    Call(
            HttpServerRequest request,
            Route route,
            FaultingResponseWriter player,
            Context context,
            CompletionSignal end) {
        this.request = request;
        this.route = route;
        this.player = player;
        this.context = context;
        this.end = end;
    }

    /** The HTTP method in capitals. */
    public String method() {
        return request.method().name();
    }

    /** The path without query. */
    public String path() {
        return request.path();
    }

    /** Scheme, host and port as used by the client, for links in responses. */
    public String origin() {
        return request.scheme() + "://" + request.authority();
    }

    /** Whether the client is on this machine. */
    public boolean isLocal() {
        SocketAddress caller = request.remoteAddress();
        try {
            return caller != null
                    && InetAddress.getByName(caller.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The query parameter, or null. */
    public String query(String name) {
        return request.getParam(name);
    }

    /** The header, or null. */
    public String header(String name) {
        return request.getHeader(name);
    }

    /** The body of a spooling route. The caller must release it. Null if it was already taken. */
    public Spooled takeUpload() {
        Spooled taken = upload;
        upload = null;
        return taken;
    }

    /**
     * Runs the action when the response has been sent or the connection is lost. Event loop only.
     */
    public void whenOver(Runnable action) {
        end.whenOver(action);
    }

    /** The complete body, empty until it is read; for a spooling route, only the beginning. */
    public Buffer body() {
        return body;
    }

    /** The step of the route, or null. */
    public Step step() {
        return route.step();
    }

    /** The error format of the route. */
    public ErrorStyle errors() {
        return route.errors();
    }

    /** The injected fault, for faults that the protocol implements. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether a fault of the given kind applies to this call. */
    public boolean hitBy(FaultKind kind) {
        return fault != null && fault.kind() == kind;
    }

    /** Sends the response, possibly changed by the injected fault. */
    public void reply(Reply reply) {
        context.runOnContext(ignored -> player.answer(this, reply));
    }

    /** The raw response, for streamed responses. Event loop only. */
    public HttpServerResponse response() {
        return request.response();
    }

    /**
     * Writes the content to a response whose head has been sent, then ends the response and, unless
     * it is shared with other requests, the connection. Event loop only.
     */
    public void endWith(Content rest, Runnable whenSent) {
        player.pump(
                this,
                rest,
                () ->
                        response()
                                .end()
                                .onSuccess(ignored -> whenSent.run())
                                .onComplete(ignored -> closeIfSingle()));
    }

    /** Sends more of a streamed body, without ending it or closing the connection. */
    public void write(Content more, Runnable whenSent) {
        player.pump(this, more, whenSent);
    }

    private void closeIfSingle() {
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }

    HttpServerRequest request() {
        return request;
    }

    Route route() {
        return route;
    }

    void body(Buffer read) {
        this.body = read;
    }

    void upload(Spooled received) {
        this.upload = received;
        end.whenOver(
                () -> {
                    Spooled left = takeUpload();
                    if (left != null) {
                        left.content().release();
                    }
                });
    }

    void fault(Fault hit) {
        this.fault = hit;
    }
}
