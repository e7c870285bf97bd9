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
package io.github.refvideo.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.fault.Injection;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;

/**
 * Faults in the JSON form of the admin API: {@code {"clear": true, "faults": [{"step": "start",
 * "fault": "reset-after-read", "nth": 1}]}}, or a single fault object.
 */
final class FaultRequest {
    private FaultRequest() {}

    static ObjectNode inject(JsonNode wish, Faults faults) throws InvalidRequestException {
        if (wish.path("clear").asBoolean()) {
            faults.clear();
        }
        int injected = 0;
        if (wish.has("step")) {
            injectOne(wish, faults);
            injected++;
        }
        for (JsonNode one : wish.path("faults")) {
            injectOne(one, faults);
            injected++;
        }
        return Json.object().put("injected", injected);
    }

    private static void injectOne(JsonNode wish, Faults faults) throws InvalidRequestException {
        if (!wish.path("step").isTextual() || !wish.path("fault").isTextual()) {
            throw new InvalidRequestException("A fault needs the strings step and fault.");
        }
        Fault fault = Fault.parse(wish.path("fault").asText());
        Injection injection = faults.on(Step.of(wish.path("step").asText()));
        if (wish.has("times")) {
            injection = injection.times(wish.path("times").asLong());
        }
        if (wish.has("nth")) {
            injection = injection.nth(wish.path("nth").asLong());
        }
        if (wish.has("probability")) {
            injection = injection.withProbability(wish.path("probability").asDouble());
        }
        if (wish.has("job")) {
            injection = injection.forJob(wish.path("job").asText());
        }
        if (wish.has("model")) {
            injection = injection.whenModel(wish.path("model").asText());
        }
        injection.inject(
                wish.path("afterProcessing").asBoolean() ? fault.afterProcessing() : fault);
    }
}
