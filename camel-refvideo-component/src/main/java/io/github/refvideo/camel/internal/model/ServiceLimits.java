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
import org.jspecify.annotations.Nullable;

/**
 * The limits of the service of an endpoint that are the same for all models.
 *
 * @param service null for a service that the model table does not know
 * @param region the region of DashScope; null if not known or not DashScope
 * @param urlSchemes the URL schemes of references, in lower case; {@code data} means that the
 *     service accepts bytes in the request
 */
public record ServiceLimits(
        @Nullable Service service, @Nullable Region region, Set<String> urlSchemes) {

    public ServiceLimits {
        urlSchemes = Set.copyOf(urlSchemes);
    }

    /** The gateway: http and https and, for some models, bytes. */
    public static ServiceLimits gateway() {
        return new ServiceLimits(Service.GATEWAY, null, Set.of("http", "https", "data"));
    }

    /**
     * DashScope: also URLs of its temporary storage and, for some models, bytes.
     *
     * @param region null if the host does not determine it
     */
    public static ServiceLimits dashScope(@Nullable Region region) {
        return new ServiceLimits(Service.DASHSCOPE, region, Set.of("http", "https", "oss", "data"));
    }

    /** A self-hosted server: http and https. */
    public static ServiceLimits openAiVideos() {
        return new ServiceLimits(Service.OPENAI_VIDEOS, null, Set.of("http", "https"));
    }

    /** A custom service: http and https, all models. */
    public static ServiceLimits other() {
        return new ServiceLimits(null, null, Set.of("http", "https"));
    }

    /** Whether the service offers a model, in any region. */
    boolean offers(ModelCapabilities model) {
        return service == null || model.names().at(service).isPresent();
    }

    /** Whether the region offers a model that the service offers. */
    boolean offersInRegion(ModelCapabilities model) {
        return service != Service.DASHSCOPE || region == null || model.regions().contains(region);
    }

    /** A copy with one more scheme. */
    public ServiceLimits withScheme(String urlScheme) {
        Set<String> schemes = new HashSet<>(urlSchemes);
        schemes.add(urlScheme);
        return new ServiceLimits(service, region, schemes);
    }
}
