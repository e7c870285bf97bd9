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
package io.github.refvideo.camel.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model is called.
 *
 * @param dashScope at DashScope; null when it is not offered there
 * @param gateway at the gateway, {@code creator/model}; null when it is not known there
 * @param aliases older spellings
 */
public record ModelNames(String dashScope, String gateway, List<String> aliases) {

    public ModelNames {
        aliases = List.copyOf(aliases);
    }

    /** The name for messages and documentation. */
    public String shown() {
        return dashScope == null ? gateway : dashScope;
    }

    /** The service's own spelling; empty when the service is not known to offer the model. */
    public Optional<String> at(Service service) {
        return Optional.ofNullable(service == Service.DASHSCOPE ? dashScope : gateway);
    }

    /** Every name under which users may ask for the model. */
    public List<String> all() {
        List<String> all = new ArrayList<>(aliases);
        if (gateway != null) {
            all.add(0, gateway);
        }
        if (dashScope != null) {
            all.add(0, dashScope);
        }
        return List.copyOf(all);
    }
}
