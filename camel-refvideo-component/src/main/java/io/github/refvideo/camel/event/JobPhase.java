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

/** What is being done about a job at one moment. */
public enum JobPhase {
    /** It waits for a free slot ({@code maxInFlight}); nothing is paid. */
    QUEUED,
    /** The job repository is read or written. */
    CLAIMING,
    /** Local references are uploaded. */
    PREPARING,
    /** The submit is on its way. */
    SUBMITTING,
    /** A job whose acknowledgement was lost is looked for at the service. */
    SEARCHING,
    /** It waits until the next step is due. */
    WAITING,
    /** The service is asked for the status. */
    POLLING,
    /** The video is downloaded. */
    DOWNLOADING,
    /** It has ended. */
    DONE
}
