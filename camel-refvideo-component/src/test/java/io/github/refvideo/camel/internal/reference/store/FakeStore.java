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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.StoredReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store whose transfers end when a test says so. */
final class FakeStore implements ReferenceStore {

    /** One call. */
    record Transfer(
            LocalMedia media,
            String model,
            Duration timeout,
            CompletableFuture<StoredReference> future) {

        void complete(String url) {
            future.complete(new StoredReference(url, null));
        }
    }

    final List<Transfer> transfers = new CopyOnWriteArrayList<>();
    final List<String> released = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Void>> releases = new CopyOnWriteArrayList<>();
    boolean bound;
    boolean slowRelease;

    @Override
    public CompletableFuture<StoredReference> store(
            LocalMedia media, String model, Duration timeout) {
        Transfer transfer = new Transfer(media, model, timeout, new CompletableFuture<>());
        transfers.add(transfer);
        return transfer.future();
    }

    @Override
    public CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
        released.add(reference.url());
        CompletableFuture<Void> release = new CompletableFuture<>();
        releases.add(release);
        if (!slowRelease) {
            release.complete(null);
        }
        return release;
    }

    @Override
    public boolean boundToModel() {
        return bound;
    }
}
