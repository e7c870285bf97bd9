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

import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.MediaKind;
import java.util.List;

/** Billed seconds of reference videos: at most five in total, shared among the references. */
final class InputSeconds {
    private static final double[] CAP = {5, 5, 2.5, 1.65, 1.25, 1};

    private InputSeconds() {}

    /** Assumes that every video is at least as long as its billed part. */
    static double billed(Dialect dialect, List<JobReference> references) {
        long videos = references.stream().filter(one -> one.kind() == MediaKind.VIDEO).count();
        // Wan 2.6 shares the five seconds among all references, later models among videos only.
        long sharers = dialect == Dialect.WAN_2_6 ? references.size() : videos;
        return videos * CAP[(int) Math.min(sharers, CAP.length - 1)];
    }
}
