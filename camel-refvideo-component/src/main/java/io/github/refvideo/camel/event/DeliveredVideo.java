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
package io.github.refvideo.camel.event;

import org.jspecify.annotations.Nullable;

/**
 * A video that was delivered to a route.
 *
 * @param body the message body
 * @param mediaType such as {@code video/mp4}; null when nothing was downloaded
 * @param length in bytes; -1 when nothing was downloaded
 */
public record DeliveredVideo(Object body, @Nullable String mediaType, long length) {}
