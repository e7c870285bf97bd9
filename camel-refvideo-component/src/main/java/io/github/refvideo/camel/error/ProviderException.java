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
 * Reports a failed call of a provider to the engine. Routes never receive it: the engine decides
 * what the failure means for the job and throws a {@link RefVideoException}.
 */
public final class ProviderException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether the service may have processed the call, so that a job may be paid. */
    public enum Processed {
        /** The call did not arrive, or the service refused it. */
        NO,
        /** Unknown. */
        MAYBE
    }

    private final transient ErrorDetails details;
    private final Processed processed;

    public ProviderException(ErrorDetails details, Processed processed) {
        super(details.message(), details.cause(), false, false);
        this.details = details;
        this.processed = processed;
    }

    public ErrorDetails details() {
        return details;
    }

    public Processed processed() {
        return processed;
    }
}
