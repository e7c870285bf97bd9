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
 * One request on its way to an answer. Faces answer with {@link #reply}, from any thread, exactly
 * once.
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

    /** Scheme, host and port as the client addressed them, for links in answers. */
    public String origin() {
        return request.scheme() + "://" + request.authority();
    }

    /** Whether the caller is on this machine. */
    public boolean isLocal() {
        SocketAddress caller = request.remoteAddress();
        try {
            return caller != null
                    && InetAddress.getByName(caller.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** That query parameter, or null. */
    public String query(String name) {
        return request.getParam(name);
    }

    /** That header, or null. */
    public String header(String name) {
        return request.getHeader(name);
    }

    /**
     * The body of a route that spools; from now on the caller's to release. Null if it was taken
     * before.
     */
    public Spooled takeUpload() {
        Spooled taken = upload;
        upload = null;
        return taken;
    }

    /** Runs once the answer is out or the connection lost; on the event loop only. */
    public void whenOver(Runnable action) {
        end.whenOver(action);
    }

    /** The whole body, empty until it is read; of a route that spools, only the beginning. */
    public Buffer body() {
        return body;
    }

    /** The step of the route, or null. */
    public Step step() {
        return route.step();
    }

    /** How errors look here. */
    public ErrorStyle errors() {
        return route.errors();
    }

    /** The injected fault, for the faces that give it a meaning. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether a fault of that kind hits this call. */
    public boolean hitBy(FaultKind kind) {
        return fault != null && fault.kind() == kind;
    }

    /** Answers, unless a fault makes something else of it. */
    public void reply(Reply reply) {
        context.runOnContext(ignored -> player.answer(this, reply));
    }

    /** The raw response, for answers that are not one piece; on the event loop only. */
    public HttpServerResponse response() {
        return request.response();
    }

    /**
     * Writes this to a response whose head is out, tells so, and ends it and its connection, unless
     * that carries other requests too; on the event loop only.
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

    /** Sends more of a streamed body, and neither ends it nor closes the connection. */
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
