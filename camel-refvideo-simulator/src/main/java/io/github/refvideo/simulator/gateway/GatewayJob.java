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
import io.github.refvideo.simulator.job.Job;
import java.math.BigDecimal;

/**
 * A job with the data that is specific to this protocol. The cost is null if the price is not
 * known; callback and secret are null without a webhook; the token that status calls must send back
 * is null unless a fault sets one.
 */
record GatewayJob(
        Job job,
        GatewayModel model,
        ArrayNode warnings,
        BigDecimal cost,
        String generationId,
        String callbackUrl,
        String webhookSecret,
        String token) {}
