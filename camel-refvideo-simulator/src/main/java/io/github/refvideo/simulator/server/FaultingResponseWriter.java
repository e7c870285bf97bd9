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
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.Random;
import java.util.function.Consumer;

/** Writes responses: regular ones, and ones replaced or disturbed by a fault. Event loop only. */
final class FaultingResponseWriter {
    private static final int GARBAGE_BYTES = 512;
    private static final int BLOCK = 64 * 1024;
    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final RateLimitReplies rateLimits;
    private final HttpDates dates;
    private final Random random;

    FaultingResponseWriter(Vertx vertx, Clock clock, long seed) {
        this.vertx = vertx;
        this.rateLimits = new RateLimitReplies(clock);
        this.dates = new HttpDates(clock);
        this.random = new Random(seed);
    }

    /** Applies a fault that needs only the request head. */
    void refuse(Call call) {
        ConnectionCloser.reset(call.request());
    }

    /** Responds with {@code reply}, changed by the fault of the call. */
    void answer(Call call, Reply reply) {
        if (call.response().closed() || call.response().ended()) {
            return;
        }
        if (call.fault().isEmpty()) {
            send(call, reply);
            return;
        }
        Fault fault = call.fault().get();
        switch (fault.kind().phase()) {
            case INSTEAD -> replace(call, fault);
            case REPLY -> spoil(call, fault, reply);
            default -> send(call, reply);
        }
    }

    /** Responds to a call that is not processed. */
    void replace(Call call, Fault fault) {
        switch (fault.kind()) {
            case STATUS ->
                    send(
                            call,
                            call.errors().error((int) fault.number(), "Injected fault: " + fault));
            case DASHSCOPE_ERROR, BLOB_ERROR ->
                    send(
                            call,
                            call.errors()
                                    .coded(
                                            (int) fault.number(),
                                            fault.text(),
                                            "Injected fault: " + fault));
            case RATE_LIMITED -> send(call, rateLimits.reply(call.errors(), fault));
            case GARBAGE -> send(call, Reply.of(200, usualType(call), garbage()));
            case HTML_PAGE -> send(call, Reply.of(200, "text/html; charset=utf-8", htmlPage()));
            case ZERO_BYTES -> send(call, Reply.of(200, usualType(call), Buffer.buffer()));
            case REDIRECT -> send(call, redirect(fault.text()));
            case REDIRECT_LOOP -> send(call, redirect(call.origin() + call.request().uri()));
            // Handles a body that ended before the given length.
            case RESET_WHILE_READING -> ConnectionCloser.reset(call.request());
            case OVERSIZED_JSON ->
                    new OversizedJson(call.response(), fault.number(), BLOCK).start();
            default -> {
                // No response; the connection stays open until the client closes it.
            }
        }
    }

    private void spoil(Call call, Fault fault, Reply reply) {
        long whole = reply.body().length();
        switch (fault.kind()) {
            case RESET_AFTER_READ -> ConnectionCloser.reset(call.request());
            case SLOW_START ->
                    vertx.setTimer(
                            Math.max(1, fault.delay().toMillis()), ignored -> send(call, reply));
            case TRICKLE -> send(call, reply.paced(fault.number()));
            case CLOCK_SKEW -> send(call, reply.with("date", dates.plus(fault.delay())));
            case TRUNCATED_JSON -> cut(call, reply, whole, whole / 2);
            case CUT_AFTER -> cut(call, reply, whole, fault.number());
            case WRONG_LENGTH -> cut(call, reply, whole + fault.number(), whole);
            case FREEZE_AFTER ->
                    pump(
                            call,
                            reply,
                            head(call, reply, whole),
                            fault.number(),
                            ignored -> {
                                // The rest is never sent.
                            });
            default -> {
                // A stall: processed, but no response.
            }
        }
    }

    private void send(Call call, Reply reply) {
        HttpServerResponse response = head(call, reply, reply.body().length());
        if (call.method().equals("HEAD") || reply.status() == NOT_MODIFIED) {
            response.end();
            return;
        }
        Future<Buffer> all = atOnce(reply);
        if (all.succeeded()) {
            response.end(all.result()).onSuccess(ignored -> reply.whenSent().run());
        } else {
            pump(
                    call,
                    reply,
                    response,
                    reply.body().length(),
                    written -> response.end().onSuccess(ignored -> reply.whenSent().run()));
        }
    }

    /** Small content in memory is sent in one piece. */
    private static Future<Buffer> atOnce(Reply reply) {
        return reply.bytesPerSecond() == 0 && reply.body().length() <= BLOCK
                ? reply.body().read(0, (int) reply.body().length())
                : Future.failedFuture("too large");
    }

    /** Writes the complete content to a response whose head has been sent. */
    void pump(Call call, Content rest, Runnable whenWritten) {
        new ContentPump(
                        vertx,
                        call.response(),
                        rest,
                        rest.length(),
                        0,
                        ignored -> whenWritten.run())
                .start(call);
    }

    private void pump(
            Call call,
            Reply reply,
            HttpServerResponse response,
            long bytes,
            Consumer<Future<Void>> whenWritten) {
        new ContentPump(
                        vertx,
                        response,
                        reply.body(),
                        Math.min(bytes, reply.body().length()),
                        reply.bytesPerSecond(),
                        whenWritten)
                .start(call);
    }

    private void cut(Call call, Reply reply, long promised, long sent) {
        HttpServerResponse response = head(call, reply, promised);
        pump(
                call,
                reply,
                response,
                sent,
                written -> written.onComplete(ignored -> ConnectionCloser.cut(call.request())));
    }

    private HttpServerResponse head(Call call, Reply reply, long length) {
        HttpServerResponse response =
                call.response().setStatusCode(reply.status()).putHeader("date", dates.now());
        reply.headers().forEach(response::putHeader);
        // 304 has no body and must not announce one.
        return reply.status() == NOT_MODIFIED
                ? response
                : response.putHeader("content-length", Long.toString(length));
    }

    private static String usualType(Call call) {
        return call.step() == Step.RESULT || call.step() == Step.BLOB_FETCH
                ? "video/mp4"
                : "application/json";
    }

    private Buffer garbage() {
        byte[] bytes = new byte[GARBAGE_BYTES];
        random.nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private static Buffer htmlPage() {
        return Buffer.buffer(
                "<!DOCTYPE html><html><head><title>Just a moment</title></head>"
                        + "<body><h1>Simulated page</h1><p>This is not what was asked for.</p></body></html>");
    }

    private static Reply redirect(String location) {
        return Reply.of(302, "text/plain", Buffer.buffer("moved")).with("location", location);
    }
}
