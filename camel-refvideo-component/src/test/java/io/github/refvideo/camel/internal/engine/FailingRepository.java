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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** A repository that fails as the test requests. */
final class FailingRepository implements VideoJobRepository {

    /** The store itself. */
    final MemoryVideoJobRepository store;

    /** The calls, by method. */
    final List<String> asked = new ArrayList<>();

    /** Calls that fail with nothing written. */
    Predicate<String> fails = method -> false;

    /** Calls that succeed, but whose result is lost. */
    Predicate<String> loses = method -> false;

    @Override
    public Optional<JobRecord> create(JobRecord record) throws Exception {
        return call("create", () -> store.create(record));
    }

    @Override
    public boolean replace(JobRecord next) throws Exception {
        return call("replace " + next.state().name(), () -> store.replace(next));
    }

    @Override
    public boolean remove(String key, long version) throws Exception {
        return call("remove", () -> store.remove(key, version));
    }

    @Override
    public Optional<JobRecord> find(String key) throws Exception {
        return call("find", () -> store.find(key));
    }

    @Override
    public List<JobRecord> unfinished(int limit) throws Exception {
        return call("unfinished", () -> store.unfinished(limit));
    }

    @Override
    public List<JobRecord> changedSince(Instant since, int limit) throws Exception {
        return call("changedSince", () -> store.changedSince(since, limit));
    }

    @Override
    public Instant now() {
        return store.now();
    }

    @Override
    public int purge(Instant before) throws Exception {
        return store.purge(before);
    }

    FailingRepository(Timer timer) {
        store = TestPurchaseStores.memory(timer);
    }

    private synchronized <T> T call(String method, Callable<T> work) throws Exception {
        asked.add(method);
        if (fails.test(method)) {
            throw new IOException("the database is down");
        }
        T result = work.call();
        if (loses.test(method)) {
            throw new IOException("the connection broke after the commit");
        }
        return result;
    }
}
