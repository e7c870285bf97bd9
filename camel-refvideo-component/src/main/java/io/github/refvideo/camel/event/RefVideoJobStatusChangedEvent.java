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
package io.github.refvideo.camel.event;

import io.github.refvideo.camel.spi.JobStatus;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The status of a job has changed. */
public final class RefVideoJobStatusChangedEvent extends RefVideoJobEvent {

    private final @Nullable JobStatus before;

    public RefVideoJobStatusChangedEvent(
            CamelContext source, JobSnapshot job, @Nullable JobStatus before) {
        super(source, job);
        this.before = before;
    }

    /** The new status. */
    public JobStatus getStatus() {
        return getJob().status();
    }

    /** The previous status; null for the first one. */
    public @Nullable JobStatus getBefore() {
        return before;
    }

    @Override
    String description() {
        return "is " + getStatus() + (before == null ? "" : ", was " + before);
    }
}
