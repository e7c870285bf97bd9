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

/** The current activity of a job. */
public enum JobPhase {
    /** The job waits for a free slot ({@code maxInFlight}); nothing is paid. */
    QUEUED,
    /** The job repository is read or written. */
    CLAIMING,
    /** Local references are uploaded. */
    PREPARING,
    /** The submit was sent and is not answered. */
    SUBMITTING,
    /** A job whose acknowledgement was lost is searched for at the service. */
    SEARCHING,
    /** The job waits for the next step. */
    WAITING,
    /** A status request was sent. */
    POLLING,
    /** The video is downloaded. */
    DOWNLOADING,
    /** The job has ended. */
    DONE
}
