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
package io.github.refvideo.simulator.fault;

/** When, in the handling of a request, a fault acts. */
public enum FaultPhase {
    /** As soon as the head is there; the request is never processed. */
    HEAD,
    /** In place of the processing, unless the fault was made {@link Fault#afterProcessing()}. */
    INSTEAD,
    /** On the true answer, after the request was processed. */
    REPLY,
    /** In what the answer says; the protocol face itself acts. */
    MEANING
}
