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

import io.github.refvideo.camel.internal.model.ModelCapabilities.AudioSetting;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Support;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.VideoModel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the models of the table for applications. */
public final class VideoModels {

    private VideoModels() {}

    /**
     * The models that can be selected, each by the name that selects it.
     *
     * @param allowed the names that are allowed; null for all models that the service offers
     */
    public static List<VideoModel> of(
            ModelTable table, ServiceLimits service, @Nullable List<String> allowed) {
        Stream<VideoModel> models =
                allowed == null
                        ? table.all().stream()
                                .filter(model -> isOffered(model, service))
                                .map(model -> describe(nameAt(model, service), model))
                        : allowed.stream()
                                .distinct()
                                .flatMap(
                                        name ->
                                                table
                                                        .find(name)
                                                        .filter(model -> isOffered(model, service))
                                                        .map(model -> describe(name, model))
                                                        .stream());
        return models.toList();
    }

    private static boolean isOffered(ModelCapabilities model, ServiceLimits service) {
        return service.offers(model) && service.offersInRegion(model);
    }

    private static String nameAt(ModelCapabilities model, ServiceLimits service) {
        return Optional.ofNullable(service.service())
                .flatMap(model.names()::at)
                .orElseGet(model.names()::displayName);
    }

    private static VideoModel describe(String name, ModelCapabilities model) {
        Map<ReferenceKind, VideoModel.References> references = new EnumMap<>(ReferenceKind.class);
        Map<ReferenceKind, String> names = new EnumMap<>(ReferenceKind.class);
        Arrays.stream(ReferenceKind.values())
                .filter(kind -> model.references().count(kind).max() > 0)
                .forEach(
                        kind -> {
                            references.put(kind, references(kind, model.references()));
                            model.placeholders().stream()
                                    .findFirst()
                                    .ifPresent(style -> names.put(kind, style.pattern(kind)));
                        });
        Durations seconds = model.durations();
        return new VideoModel(
                name,
                references,
                known(model.references().total().max()),
                names,
                model.sizes().listed().entrySet().stream()
                        .map(
                                size ->
                                        new VideoModel.Size(
                                                size.getKey(), size.getValue().tier().word()))
                        .toList(),
                model.sizes().ratios(),
                new VideoModel.Seconds(
                        seconds.min(), seconds.max(), seconds.maxWithVideo(), seconds.only()),
                known(model.texts().maxPrompt()),
                model.texts().negativePrompt() == Support.YES,
                known(model.texts().maxNegativePrompt()),
                model.settings().shotTypes(),
                model.settings().audio() == AudioSetting.SWITCH,
                model.settings().seed() == Support.YES);
    }

    private static VideoModel.References references(
            ReferenceKind kind, ModelCapabilities.References all) {
        Range count = all.count(kind);
        MediaLimits media = all.media().get(kind);
        return media == null
                ? new VideoModel.References(
                        count.min(), known(count.max()), List.of(), null, 0, null, 0, null)
                : new VideoModel.References(
                        count.min(),
                        known(count.max()),
                        media.types(),
                        media.maxBytes() == Long.MAX_VALUE ? null : media.maxBytes(),
                        media.sides().min(),
                        known(media.sides().max()),
                        media.seconds().min(),
                        known(media.seconds().max()));
    }

    private static @Nullable Integer known(int limit) {
        return limit == Integer.MAX_VALUE ? null : limit;
    }
}
