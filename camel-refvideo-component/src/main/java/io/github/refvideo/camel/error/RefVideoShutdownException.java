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
 * The component, the context or the route was stopped, suspended or reloaded while the job was in
 * progress. With a handle in {@link #getJob()} the job is paid for and continues at the service;
 * {@code refvideo:resume} offers it after the start. Without one nothing was submitted, unless the
 * message says otherwise ({@code gatewayFlow=stream}).
 */
public class RefVideoShutdownException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoShutdownException(ErrorDetails details) {
        super(details);
    }
}
