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
package io.github.refvideo.camel.spi;

import org.jspecify.annotations.Nullable;

/**
 * The reply of the service to a submit.
 *
 * @param handle of the job; null if the service ran the job within the call and returned no id
 * @param report terminal if the service ran the job within the call
 * @param webhookSecret with which the service signs the event that it sends to {@link
 *     SubmitCall#callbackUrl}; null if it sends none
 */
public record Submission(
        @Nullable JobHandle handle, JobReport report, @Nullable String webhookSecret) {

    /** The reply of a service that sends no event. */
    public Submission(@Nullable JobHandle handle, JobReport report) {
        this(handle, report, null);
    }

    /** Without the secret, which must not be logged. */
    @Override
    public String toString() {
        return "Submission[handle=" + handle + ", report=" + report + "]";
    }
}
