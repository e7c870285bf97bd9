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
package io.github.refvideo.simulator.openai;

import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.media.ResultLinks;
import io.github.refvideo.simulator.media.VideoRenderer;
import io.github.refvideo.simulator.media.VideoSizes;
import java.time.Clock;

/** The dependencies of the routes. */
public record OpenAiParts(
        Clock clock,
        Ledger ledger,
        Jobs jobs,
        JobPreparer preparer,
        VideoRenderer videos,
        VideoSizes sizes,
        ResultLinks links,
        OpenAiOptions options) {}
