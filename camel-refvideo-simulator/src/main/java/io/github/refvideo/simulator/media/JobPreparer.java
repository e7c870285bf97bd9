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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobSpec;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Function;

/** Prepares the references of a job before it can succeed. */
public final class JobPreparer {
    private final VideoRenderer videos;
    private final boolean fetch;
    private final Clock clock;

    /** Fetches and decodes references or, for load tests, accepts them without fetching. */
    public JobPreparer(VideoRenderer videos, boolean fetch, Clock clock) {
        this.videos = videos;
        this.fetch = fetch;
        this.clock = clock;
    }

    /** Whether references are fetched and decoded. */
    public boolean fetches() {
        return fetch;
    }

    /** Whether references are needed after they were checked, to render the video. */
    public boolean keepsReferences() {
        return fetch && videos.renders();
    }

    /** Fetches and decodes the references before the job exists; fails with the reason. */
    public Future<Void> check(JobSpec spec) {
        return fetch ? videos.check(spec) : Future.succeededFuture();
    }

    /** Starts the preparation; the result is passed to the job. */
    public void prepare(Job job) {
        prepare(job, Throwable::getMessage);
    }

    /** Starts the preparation; {@code words} creates the failure message of the job. */
    public void prepare(Job job, Function<Throwable, String> words) {
        if (!fetch || job.spec().refusal() != null || job.spec().references().isEmpty()) {
            job.prepared(clock.instant());
            return;
        }
        videos.check(job.spec())
                .onSuccess(ignored -> job.prepared(clock.instant()))
                .onFailure(e -> job.fail(words.apply(e), clock.instant()));
    }
}
