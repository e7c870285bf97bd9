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
package io.github.refvideo.camel.internal.provider.dashscope;

import io.github.refvideo.camel.internal.model.ModelCapabilities;
import io.github.refvideo.camel.internal.model.ModelCapabilities.AudioSetting;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Service;
import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.spi.Resolution;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model in the spelling of DashScope and the form of its requests. For models that are not in the
 * table, both are derived from the name and from other models, because new models appear more often
 * than releases of the component.
 *
 * @param id such as {@code wan2.6-r2v}
 * @param known the entry of the table; empty if the model is not known at DashScope
 * @param models the table
 */
record DashscopeModel(String id, Optional<ModelCapabilities> known, ModelTable models) {

    /** The gateway's spelling, such as alibaba/wan-v2.6-r2v. */
    private static final Pattern GATEWAY_WAN = Pattern.compile("alibaba/wan-v?(\\d+\\.\\d+)-(.+)");

    private static final String CREATOR = "alibaba/";

    static DashscopeModel of(String name, ModelTable models) {
        String id =
                models.find(name)
                        .flatMap(model -> model.names().at(Service.DASHSCOPE))
                        .orElseGet(() -> respelled(name));
        return new DashscopeModel(
                id, models.find(id).filter(model -> model.dialect() != Dialect.NONE), models);
    }

    /** The form of its requests; never {@link Dialect#NONE}. */
    Dialect dialect() {
        return known.map(ModelCapabilities::dialect)
                .orElse(id.startsWith("wan2.6") ? Dialect.LEGACY : Dialect.MEDIA);
    }

    /** Whether the model has an audio switch. */
    boolean hasAudioSwitch() {
        return known.map(model -> model.settings().audio() != AudioSetting.ALWAYS)
                .orElse(dialect() == Dialect.MEDIA || id.contains("-flash"));
    }

    /** Tier and ratio of a size; empty if the model does not have it, or if it is unknown. */
    Optional<Frame> frameOf(Resolution size) {
        Stream<ModelCapabilities> candidates =
                known.map(Stream::of)
                        .orElseGet(
                                () ->
                                        models.all().stream()
                                                .filter(model -> model.dialect() == dialect()));
        return candidates.flatMap(model -> model.sizes().frameOf(size).stream()).findFirst();
    }

    private static String respelled(String name) {
        Matcher wan = GATEWAY_WAN.matcher(name);
        if (wan.matches()) {
            return "wan" + wan.group(1) + "-" + wan.group(2);
        }
        return name.startsWith(CREATOR) ? name.substring(CREATOR.length()) : name;
    }
}
