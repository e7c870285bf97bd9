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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.server.InvalidRequestException;
import java.util.HashMap;
import java.util.Map;

/** How requests for the models of a vendor are read: by the adapter, and then by the vendor. */
interface ModelRules {

    /**
     * What the AI SDK's adapter of the vendor makes of a request; what it cannot use becomes a
     * warning, or is lost.
     *
     * @throws InvalidRequestException where the adapter throws before it calls the vendor, so that
     *     there is no job
     */
    VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException;

    /** What the vendor makes of it, or why it will fail the job. */
    void read(VendorRequest arrival, JobDraft draft);

    /**
     * A table of tiers by size.
     *
     * @param lines each a tier and, behind it, its sizes; separated by spaces
     */
    static Map<String, String> tiers(String... lines) {
        Map<String, String> tiers = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length; i++) {
                tiers.put(words[i], words[0]);
            }
        }
        return Map.copyOf(tiers);
    }
}
