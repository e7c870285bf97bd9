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
/**
 * Downloads a video from its result URL to memory, a temporary file or the {@code outputDirectory}.
 * Only public addresses are allowed, and every redirect is checked; the size is limited; the first
 * bytes must be a video; failed transfers resume and never submit. Sends no credentials. Videos
 * inside a response of the service use the same sinks. Start with {@code VideoDownloader}.
 */
@NullMarked
package io.github.refvideo.camel.internal.download;

import org.jspecify.annotations.NullMarked;
