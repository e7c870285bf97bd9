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

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Polling options that the user set, for services that take them. Null for the default.
 *
 * @param pollInterval between two status calls
 * @param pollTimeout for submit, polling and download
 */
public record PollHints(@Nullable Duration pollInterval, @Nullable Duration pollTimeout) {

    /** Only defaults. */
    public static final PollHints NONE = new PollHints(null, null);
}
