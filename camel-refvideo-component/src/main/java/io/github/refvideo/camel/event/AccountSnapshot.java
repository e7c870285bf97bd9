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

import java.time.Duration;

/**
 * The use of one credential at one moment.
 *
 * @param account names the credential without revealing it
 * @param inFlight jobs between submit and end
 * @param queued jobs that wait for a free slot
 * @param submits the number of submits that were sent, with retries
 * @param polls the number of status requests that were sent
 * @param lists the number of requested pages of the service's list
 * @param throttles the number of answers with status 429
 * @param meanLag mean time from the end of a job, by the service's clock, to its detection; zero
 *     when unknown
 * @param longestLag the maximum of these times
 */
public record AccountSnapshot(
        String account,
        int inFlight,
        int queued,
        long submits,
        long polls,
        long lists,
        long throttles,
        Duration meanLag,
        Duration longestLag) {}
