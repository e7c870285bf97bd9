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
 * The service refused the key, or the key lacks a permission. The refused submit was not paid;
 * {@link #isMaybePaid()} also covers earlier attempts. With a handle in {@link #getJob()} the job
 * was submitted before and is paid for, and its status requests were refused.
 */
public class RefVideoAuthenticationException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoAuthenticationException(ErrorDetails details) {
        super(details);
    }
}
