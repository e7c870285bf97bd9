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
package io.github.refvideo.camel.internal.provider.gateway;

import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Service;
import io.github.refvideo.camel.internal.provider.ServiceText;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model by the name that the gateway uses.
 *
 * @param id {@code creator/model}
 */
record GatewayModel(String id) {

    /** DashScope's own spelling, such as wan2.6-r2v. */
    private static final Pattern DASHSCOPE_WAN = Pattern.compile("wan(\\d+\\.\\d+)-(.+)");

    /** Keys in providerOptions that differ from the name of the creator. */
    private static final Map<String, String> NAMESPACES =
            Map.of("google", "vertex", "spacexai", "xai", "bfl", "blackForestLabs");

    /**
     * @param models the model table
     * @throws IllegalArgumentException if the name is not valid for the gateway
     */
    static GatewayModel of(String name, ModelTable models) {
        return new GatewayModel(
                models.find(name)
                        .flatMap(model -> model.names().at(Service.GATEWAY))
                        .orElseGet(() -> of(name).id()));
    }

    static GatewayModel of(String name) {
        Matcher wan = DASHSCOPE_WAN.matcher(name);
        if (wan.matches()) {
            return new GatewayModel("alibaba/wan-v" + wan.group(1) + "-" + wan.group(2));
        }
        if (name.indexOf('/') <= 0 || name.endsWith("/")) {
            throw new IllegalArgumentException(
                    "model (header CamelRefVideoModel): '"
                            + ServiceText.line(name, List.of())
                            + "' is not allowed; the gateway names models creator/model, such as"
                            + " alibaba/wan-v2.6-r2v");
        }
        return new GatewayModel(name);
    }

    /** The key in providerOptions for options of the vendor. */
    String namespace() {
        String creator = id.substring(0, id.indexOf('/'));
        return NAMESPACES.getOrDefault(creator, creator);
    }

    boolean isAlibaba() {
        return id.startsWith("alibaba/");
    }

    /**
     * Whether the references are a plain list in {@code providerOptions.alibaba.referenceUrls}; for
     * all other models they are {@code inputReferences} with media types.
     */
    boolean takesReferenceUrls() {
        return id.startsWith("alibaba/wan-v2.6-");
    }

    /** The name, for messages. */
    @Override
    public String toString() {
        return id;
    }
}
