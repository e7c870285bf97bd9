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
package io.github.refvideo.camel.error;

/**
 * The service is unavailable, or answered with an error that is not about this request. Also thrown
 * for an unexpected exception in the component.
 *
 * <p>With a handle in {@link #getJob()} the job is paid for, and its status requests were refused:
 * wait for it with {@code refvideo:await} instead of sending the request again. Without a handle,
 * {@link #isMaybePaid()} tells whether a job may have been paid: it is false for refused
 * connections and for errors that certainly preceded the job.
 */
public class RefVideoServiceException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoServiceException(ErrorDetails details) {
        super(details);
    }
}
