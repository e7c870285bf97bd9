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

/**
 * Tells the first delivery of a job from later ones: several exchanges may wait for one job, and a
 * message that comes again with its key gets the video that is paid for already. Thread-safe;
 * remembers the last ten thousand jobs.
 */
public final class Deliveries {

    private final RecentJobs known = new RecentJobs();

    /** Notes a delivery. True for a job that nobody can tell from others. */
    public boolean isFirst(JobSnapshot job) {
        return job.jobId() == null || known.add(job.account() + ' ' + job.jobId());
    }
}
