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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.job.JobSpec;

/**
 * A request as the service interprets it.
 *
 * @param lines the tier, for example 720
 * @param ratio the aspect ratio of the video, for example {@code 16:9}
 * @param inputSeconds billed seconds of reference videos
 */
record ParsedRequest(JobSpec spec, int lines, String ratio, double inputSeconds) {}
