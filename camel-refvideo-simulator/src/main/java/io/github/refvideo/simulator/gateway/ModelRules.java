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

/** Interprets requests for the models of a vendor, first as the adapter and then as the vendor. */
interface ModelRules {

    /**
     * Converts a request as the AI SDK's adapter of the vendor does. Unsupported settings become
     * warnings or are dropped.
     *
     * @throws InvalidRequestException if the adapter throws before it calls the vendor, so that no
     *     job is created
     */
    VendorRequest translate(GatewayModel model, VideoRequest request)
            throws InvalidRequestException;

    /** Interprets the converted request as the vendor does, or records why the job fails. */
    void read(VendorRequest arrival, JobDraft draft);

    /**
     * A table of tiers by size.
     *
     * @param lines each a tier followed by its sizes, separated by spaces
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
