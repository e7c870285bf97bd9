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

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.math.BigDecimal;

/**
 * The result of interpreting a request.
 *
 * @param warnings in wire form
 * @param cost in US dollars, or null if the price is not known
 */
record Interpretation(JobSpec spec, ArrayNode warnings, BigDecimal cost) {

    /** Interprets a request as the model's adapter and vendor do. */
    static Interpretation of(GatewayModel model, VideoRequest request)
            throws InvalidRequestException {
        ModelRules rules = model.dialect().rules();
        VendorRequest arrival = rules.translate(model, request);
        JobDraft draft = new JobDraft(model);
        rules.read(arrival, draft);
        JobSpec spec = draft.finish();
        return new Interpretation(spec, arrival.warnings().list(), draft.cost());
    }
}
