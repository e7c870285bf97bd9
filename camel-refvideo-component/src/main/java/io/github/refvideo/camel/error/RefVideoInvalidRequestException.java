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
 * The request is invalid. In most cases the component detected this before it sent anything, so
 * nothing was paid; the message then lists all problems with option, header, value and the allowed
 * values. With a handle in {@link #getJob()} the job is paid for, and a request about it was
 * refused. With {@code gatewayFlow=stream} a job may have been paid; see {@link #isMaybePaid()}.
 */
public class RefVideoInvalidRequestException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoInvalidRequestException(ErrorDetails details) {
        super(details);
    }
}
