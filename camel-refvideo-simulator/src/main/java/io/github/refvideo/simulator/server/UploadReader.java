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

import io.github.refvideo.simulator.content.Spool;
import io.github.refvideo.simulator.content.Spools;
import io.github.refvideo.simulator.fault.FaultKind;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Reads a body that may be larger than the heap. Data beyond the limit is read and discarded, so
 * that the client can finish sending and receive the 413 response.
 */
final class UploadReader {
    private static final int MOST_SHOWN = 16 * 1024;

    private final Call call;
    private final Spool spool;
    private final long limit;

    /** The part of the body that the ledger records. */
    private final Buffer beginning = Buffer.buffer();

    private boolean tooLarge;
    private boolean reset;
    private long read;

    UploadReader(Call call, Spools spools) {
        this.call = call;
        this.spool = spools.begin();
        this.limit = call.route().bodyLimit();
    }

    /**
     * Reports whether the body was within the limit and is available in the call, or an error of
     * the simulator. No callback if the client disconnects.
     */
    void read(Consumer<Boolean> whenRead, Consumer<Throwable> whenBroken) {
        call.whenOver(spool::drop);
        spool.from(call.request())
                .onSuccess(call::upload)
                .onComplete(
                        done -> {
                            call.body(beginning);
                            if (done.succeeded() || tooLarge) {
                                whenRead.accept(!tooLarge);
                            } else if (!call.response().closed()) {
                                whenBroken.accept(done.cause());
                            }
                        });
        call.request().handler(this::take);
        call.request().endHandler(ignored -> end());
        call.request().resume();
    }

    private void take(Buffer chunk) {
        read += chunk.length();
        if (call.hitBy(FaultKind.RESET_WHILE_READING)
                && read >= call.fault().orElseThrow().number()) {
            resetOnce();
            return;
        }
        if (beginning.length() < MOST_SHOWN) {
            beginning.appendBuffer(
                    chunk, 0, Math.min(chunk.length(), MOST_SHOWN - beginning.length()));
        }
        tooLarge |= read > limit;
        if (!tooLarge) {
            spool.take(chunk);
        }
    }

    private void resetOnce() {
        // Data that arrived before the reset is still passed on.
        if (!reset) {
            reset = true;
            ConnectionCloser.reset(call.request());
        }
    }

    private void end() {
        if (tooLarge) {
            spool.drop();
        } else {
            spool.end();
        }
    }
}
