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

import io.github.refvideo.camel.spi.JobHandle;
import java.time.Duration;
import java.util.function.Consumer;

/** A job that {@code refvideo:resume} offers. */
public final class ResumableJob {

    private final JobHandle handle;
    private final Consumer<Duration> release;

    ResumableJob(JobHandle handle, Consumer<Duration> release) {
        this.handle = handle;
        this.release = release;
    }

    public JobHandle handle() {
        return handle;
    }

    /**
     * The exchange failed: the job is offered again, unless its video was taken meanwhile.
     *
     * @param delay between two polls; a job that fails again and again is offered less often
     */
    public void release(Duration delay) {
        release.accept(delay);
    }
}
