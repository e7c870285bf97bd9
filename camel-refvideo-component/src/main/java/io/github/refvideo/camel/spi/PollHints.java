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

/**
 * Waiting times that the user set expressly, for services that want to be told.
 *
 * @param pollInterval null when the user left it to the default
 * @param pollTimeout null when the user left it to the default
 */
public record PollHints(Duration pollInterval, Duration pollTimeout) {

    /** The user set nothing. */
    public static final PollHints NONE = new PollHints(null, null);
}
