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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.provider.Quota;
import io.github.refvideo.camel.provider.VideoProvider;

/**
 * Everything the engine needs to run one job.
 *
 * @param origin who ordered it
 * @param provider where
 * @param purchase what to submit; null when only a job that is known is waited for
 * @param progress what is known of the job from an earlier attempt of the same exchange
 * @param goal where the job ends for its owner
 * @param plan how to wait for it
 * @param quota what this credential may use
 * @param delivery the last step
 * @param callbacks told what happens
 */
public record JobOrder(
        JobOrigin origin,
        VideoProvider provider,
        Purchase purchase,
        Progress progress,
        Goal goal,
        WaitPlan plan,
        Quota quota,
        Delivery delivery,
        JobCallbacks callbacks) {

    /**
     * How far an earlier attempt came. It decides where this one goes on.
     *
     * @param handle null when no job was acknowledged
     * @param report the last report, when the whole job ran inside the submit; null otherwise
     * @param uncertain whether a submit may have been processed without an acknowledgement
     */
    public record Progress(JobHandle handle, JobReport report, boolean uncertain) {

        /** Nothing was sent yet. */
        public static final Progress NONE = new Progress(null, null, false);
    }
}
