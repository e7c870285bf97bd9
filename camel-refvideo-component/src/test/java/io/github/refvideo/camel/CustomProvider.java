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
package io.github.refvideo.camel;

import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A minimal custom provider, which is never asked for a video. */
final class CustomProvider implements VideoProvider {

    @Override
    public String name() {
        return "custom";
    }

    @Override
    public String baseUrl() {
        return "https://custom.example/videos";
    }

    @Override
    public Resubmission resubmission() {
        return Resubmission.PAYS_AGAIN;
    }

    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        throw new AssertionError("nothing is asked for");
    }

    @Override
    public CompletableFuture<Submission> submit(SubmitCall call) {
        throw new AssertionError("nothing is asked for");
    }

    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        throw new AssertionError("nothing is asked for");
    }
}
