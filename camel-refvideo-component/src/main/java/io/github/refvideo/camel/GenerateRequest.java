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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.util.List;
import java.util.Map;

/**
 * What one message asks of the {@code generate} operation.
 *
 * @param video what to generate
 * @param media the content of the local references, by {@link
 *     io.github.refvideo.camel.spi.Reference#url()}; readable until the exchange is completed
 * @param output what the route wants as body; null when nobody said
 * @param waiting how long to wait for it
 * @param hints the waiting times that somebody set expressly
 * @param warnings doubts about the message
 */
record GenerateRequest(
        VideoRequest video,
        Map<String, LocalMedia> media,
        RefVideoOutput output,
        PollingOptions waiting,
        PollHints hints,
        List<Warning> warnings) {}
