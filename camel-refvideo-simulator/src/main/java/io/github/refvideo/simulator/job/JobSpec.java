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
package io.github.refvideo.simulator.job;

import java.util.List;

/**
 * The description of a job's video, after applying the rules of the protocol.
 *
 * @param model the model's name in that protocol
 * @param seconds length of the video
 * @param framesPerSecond frames per second of the video
 * @param seed the caller's seed, or null
 * @param references in the order of their numbering
 * @param refusal why the service fails this job, or null if it is valid
 */
public record JobSpec(
        String model,
        String prompt,
        int width,
        int height,
        double seconds,
        int framesPerSecond,
        boolean multiShot,
        Long seed,
        List<JobReference> references,
        String refusal) {}
