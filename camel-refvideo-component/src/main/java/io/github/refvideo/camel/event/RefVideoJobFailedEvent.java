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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import java.time.Duration;
import org.apache.camel.CamelContext;

/**
 * The exchange of a job ended with an error. Without a preceding {@link RefVideoJobSubmittedEvent},
 * no job was acknowledged.
 */
public final class RefVideoJobFailedEvent extends RefVideoJobEvent {

    private final RefVideoException exception;

    public RefVideoJobFailedEvent(
            CamelContext source, JobSnapshot job, RefVideoException exception) {
        super(source, job);
        this.exception = exception;
    }

    /** The kind of the error. */
    public ErrorKind getKind() {
        return exception.getKind();
    }

    /** Why, in description. */
    public String getMessage() {
        return exception.getMessage();
    }

    /** The exception of the exchange; contains the handle, if the job was acknowledged. */
    public RefVideoException getException() {
        return exception;
    }

    /** The time since the exchange arrived. */
    public Duration getElapsed() {
        return getJob().elapsed();
    }

    @Override
    String description() {
        return "failed with "
                + getKind()
                + " after "
                + getElapsed().toMillis()
                + " ms: "
                + getMessage();
    }
}
