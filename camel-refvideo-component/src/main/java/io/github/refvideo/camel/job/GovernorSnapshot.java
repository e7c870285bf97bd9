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

import java.time.Duration;

/**
 * How one credential is used at one moment.
 *
 * @param account names the credential without telling it
 * @param inFlight jobs between submit and their end
 * @param inLine jobs that wait for a place
 * @param submits that were sent
 * @param polls status reads that were sent
 * @param lists pages of the service's list that were asked for
 * @param throttles how often the service asked for fewer requests
 * @param meanLag from the service's own end time of a job to our noticing it; zero when unknown
 * @param longestLag the longest of these
 */
public record GovernorSnapshot(
        String account,
        int inFlight,
        int inLine,
        long submits,
        long polls,
        long lists,
        long throttles,
        Duration meanLag,
        Duration longestLag) {}
