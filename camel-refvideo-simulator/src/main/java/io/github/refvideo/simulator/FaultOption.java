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
package io.github.refvideo.simulator;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Faults;
import io.github.refvideo.simulator.fault.Injection;
import io.github.refvideo.simulator.fault.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --fault}.
 *
 * @param choice selects the requests: a number each for {@code #} (nth), {@code *} (times) and
 *     {@code @} (probability)
 */
record FaultOption(Step step, Fault fault, Map<Character, Double> choice) {
    private static final Pattern SUFFIX = Pattern.compile("(.+)([#*@])([0-9.]+)");

    static FaultOption parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is not of the form <step>=<fault>[#nth][*times][@probability]");
        }
        Map<Character, Double> choice = new HashMap<>();
        String fault = text.substring(equals + 1);
        for (Matcher suffix = SUFFIX.matcher(fault);
                suffix.matches();
                suffix = SUFFIX.matcher(fault)) {
            choice.put(suffix.group(2).charAt(0), Double.parseDouble(suffix.group(3)));
            fault = suffix.group(1);
        }
        return new FaultOption(
                Step.of(text.substring(0, equals)),
                Fault.parse(fault.matches("\\d{3}") ? "status=" + fault : fault),
                Map.copyOf(choice));
    }

    void inject(Faults faults) {
        Injection injection = faults.on(step);
        injection =
                choice.containsKey('*') ? injection.times(choice.get('*').longValue()) : injection;
        injection =
                choice.containsKey('#') ? injection.nth(choice.get('#').longValue()) : injection;
        injection =
                choice.containsKey('@') ? injection.withProbability(choice.get('@')) : injection;
        injection.inject(fault);
    }
}
