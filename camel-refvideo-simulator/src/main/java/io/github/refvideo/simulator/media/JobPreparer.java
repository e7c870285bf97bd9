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
import java.time.Clock;
import java.util.function.Function;

/** What happens to a job's references before the job can succeed. */
public final class JobPreparer {
    private final VideoRenderer videos;
    private final boolean fetch;
    private final Clock clock;

    /** Fetches and reads references, or, for load runs, takes them for good. */
    public JobPreparer(VideoRenderer videos, boolean fetch, Clock clock) {
        this.videos = videos;
        this.fetch = fetch;
        this.clock = clock;
    }

    /** Begins; the job hears of the outcome. */
    public void prepare(Job job) {
        prepare(job, Throwable::getMessage);
    }

    /** Begins; {@code words} makes the text of the job's failure. */
    public void prepare(Job job, Function<Throwable, String> words) {
        if (!fetch || job.spec().refusal() != null || job.spec().references().isEmpty()) {
            job.prepared(clock.instant());
            return;
        }
        videos.check(job)
                .onSuccess(ignored -> job.prepared(clock.instant()))
                .onFailure(e -> job.fail(words.apply(e), clock.instant()));
    }
}
