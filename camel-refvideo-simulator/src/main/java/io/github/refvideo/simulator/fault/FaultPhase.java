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

/** The phase of request handling in which a fault acts. */
public enum FaultPhase {
    /** When the request head has arrived; the request is never processed. */
    HEAD,
    /**
     * Instead of the processing, unless the fault was created with {@link Fault#afterProcessing()}.
     */
    INSTEAD,
    /** On the regular response, after the request was processed. */
    REPLY,
    /** In the content of the response; implemented by the protocol. */
    MEANING
}
