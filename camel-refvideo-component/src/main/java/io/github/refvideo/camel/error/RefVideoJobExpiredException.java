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
 * The job is paid for, but the service no longer has it, or the link to its video has expired.
 * {@code refvideo:await} requests a new link as long as the service has the job.
 */
public class RefVideoJobExpiredException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoJobExpiredException(ErrorDetails details) {
        super(details);
    }
}
