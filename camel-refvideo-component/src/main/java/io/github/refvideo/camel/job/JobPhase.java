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

/** What is being done about a job at one moment. */
public enum JobPhase {
    /** It waits for a place among the jobs of its credential; nothing is paid. */
    IN_LINE,
    /** The repository is asked for the right to submit, or told of the job. */
    CLAIMING,
    /** Local references are stored. */
    PREPARING,
    /** The submit is out there. */
    SUBMITTING,
    /** A submit whose answer got lost is looked for at the service. */
    SEARCHING,
    /** Nothing is under way until the next step is due. */
    WAITING,
    /** The service is asked for the status. */
    READING_STATUS,
    /** The video is fetched. */
    DELIVERING,
    /** It is over. */
    DONE
}
