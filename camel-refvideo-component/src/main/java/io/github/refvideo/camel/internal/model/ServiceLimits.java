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

import java.util.HashSet;
import java.util.Set;

/**
 * What the service that a request goes to can do, whatever the model.
 *
 * @param service which one; null for one that the table knows nothing about
 * @param region where DashScope is asked; null when not known or not DashScope
 * @param urlSchemes what references may start with, in lower case; {@code data} stands for bytes
 */
public record ServiceLimits(Service service, Region region, Set<String> urlSchemes) {

    public ServiceLimits {
        urlSchemes = Set.copyOf(urlSchemes);
    }

    /** The gateway: it fetches http and https and, for some models, takes bytes. */
    public static ServiceLimits gateway() {
        return new ServiceLimits(Service.GATEWAY, null, Set.of("http", "https", "data"));
    }

    /**
     * DashScope: it also reads its own temporary space and, for some models, bytes.
     *
     * @param region null when the host does not tell
     */
    public static ServiceLimits dashScope(Region region) {
        return new ServiceLimits(Service.DASHSCOPE, region, Set.of("http", "https", "oss", "data"));
    }

    /** A service that somebody plugged in: http and https, any model. */
    public static ServiceLimits other() {
        return new ServiceLimits(null, null, Set.of("http", "https"));
    }

    /** The same with one more scheme. */
    public ServiceLimits alsoTaking(String urlScheme) {
        Set<String> schemes = new HashSet<>(urlSchemes);
        schemes.add(urlScheme);
        return new ServiceLimits(service, region, schemes);
    }
}
