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

/** What the owner of a job is told. */
public interface JobCallbacks {

    /**
     * Something was learned that another attempt must know, so that it does not pay again. Called
     * before the engine goes on, on an I/O thread: remember it and return.
     */
    void progressed(JobOrder.Progress progress);

    /** The job is over. Called exactly once, on a worker thread. */
    void completed(JobOutcome outcome);
}
