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
 * The submit was sent, but no usable answer was received: the service may have created, and may
 * bill, a job whose id is unknown. Redelivery sends the submit again only if its idempotency key
 * makes this safe (gateway); {@link #isRetryable()} is true then. Otherwise redelivery sends
 * nothing.
 */
public class RefVideoSubmitUncertainException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoSubmitUncertainException(ErrorDetails details) {
        super(details);
    }
}
