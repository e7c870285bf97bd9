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
package io.github.refvideo.simulator.content;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.streams.ReadStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Receives one stream of bytes into memory or, above a size limit, into a file, and applies
 * back-pressure while the disk is busy. Confined to one event loop.
 */
public final class Spool {
    private static final int BLOCK = 256 * 1024;
    private static final int WRITES_AT_A_TIME = 4;

    private final Spools spools;
    private final MessageDigest digest = sha256();
    private final Promise<Spooled> result = Promise.promise();
    private Buffer gathered = Buffer.buffer();
    private ReadStream<Buffer> stream;
    private AsyncFile file;
    private Throwable broken;
    private long received;
    private long written;
    private int inProgress;
    private boolean opening;
    private boolean ended;
    private boolean dropped;

    Spool(Spools spools) {
        this.spools = spools;
    }

    /** Prepares to receive from the stream; the caller passes the bytes to {@link #take}. */
    public Future<Spooled> from(ReadStream<Buffer> source) {
        stream = source;
        return result.future();
    }

    /** The number of bytes received so far. */
    public long received() {
        return received;
    }

    /** Receives the next bytes. */
    public void take(Buffer chunk) {
        received += chunk.length();
        if (dropped || broken != null) {
            return;
        }
        digest.update(chunk.getBytes());
        gathered.appendBuffer(chunk);
        if (opening) {
            return;
        }
        if (file == null ? gathered.length() > Spools.HELD_EACH : gathered.length() >= BLOCK) {
            flush();
        }
    }

    /** Completes the content. */
    public void end() {
        ended = true;
        finishIfDone();
    }

    /** Cancels and discards the bytes received so far. */
    public void drop() {
        dropped = true;
        gathered = Buffer.buffer();
        if (ended && result.future().isComplete()) {
            return;
        }
        ended = true;
        finishIfDone();
    }

    private void flush() {
        inProgress++;
        if (file == null) {
            opening = true;
            stream.pause();
            spools.create().onComplete(this::opened);
        } else {
            Buffer block = gathered;
            gathered = Buffer.buffer();
            long at = written;
            written += block.length();
            if (inProgress >= WRITES_AT_A_TIME) {
                stream.pause();
            }
            file.write(block, at).onComplete(this::wrote);
        }
    }

    private void opened(AsyncResult<AsyncFile> done) {
        inProgress--;
        opening = false;
        if (done.failed()) {
            broken = done.cause();
        } else {
            file = done.result();
            if (!dropped && gathered.length() > 0) {
                flush();
            }
        }
        stream.resume();
        finishIfDone();
    }

    private void wrote(AsyncResult<Void> done) {
        inProgress--;
        if (done.failed() && broken == null) {
            broken = done.cause();
        }
        stream.resume();
        finishIfDone();
    }

    private void finishIfDone() {
        if (!ended || inProgress > 0 || result.future().isComplete()) {
            return;
        }
        if (dropped || broken != null) {
            closeFile();
            result.fail(broken == null ? new IllegalStateException("dropped") : broken);
            return;
        }
        if (file == null) {
            Content kept = spools.hold(gathered);
            if (kept == null) {
                flush();
            } else {
                complete(kept);
            }
        } else if (gathered.length() > 0) {
            flush();
        } else {
            complete(new FileContent(file, written, spools::closed));
        }
    }

    private void complete(Content content) {
        gathered = Buffer.buffer();
        result.complete(new Spooled(content, HexFormat.of().formatHex(digest.digest())));
    }

    private void closeFile() {
        if (file != null) {
            file.close().onComplete(done -> spools.closed());
            file = null;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform supports SHA-256", e);
        }
    }
}
