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
 * The service rejected the references, the prompt or the video by its content rules. The same
 * request will be rejected again. With a handle in {@link #getJob()} the job ran and may be billed;
 * without one the submit was refused and not paid.
 */
public class RefVideoContentRejectedException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoContentRejectedException(ErrorDetails details) {
        super(details);
    }
}
