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

import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Wan 2.7 and later, HappyHorse: typed media, a tier and a ratio. */
final class MediaDialect {

    private MediaDialect() {}

    static void write(VideoRequest request, DashscopeModel model, RequestBodyBuilder draft) {
        Frame frame = request.resolution() == null ? null : frame(request.resolution(), model);
        String ratio = request.aspectRatio();
        draft.input("media", request.references().stream().map(MediaDialect::item).toList())
                .parameter("resolution", frame == null ? null : frame.tier().word())
                .parameter("ratio", ratio == null && frame != null ? frame.ratio() : ratio)
                .parameter("prompt_extend", request.promptExtend());
        if (request.shotType() != null) {
            draft.warn(
                    RequestOption.SHOT_TYPE,
                    "this model takes none; describe the cuts in the prompt. Ignored");
        }
    }

    private static Frame frame(Resolution size, DashscopeModel model) {
        return model.frameOf(size)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ValidationError.invalid(
                                                        RequestOption.RESOLUTION,
                                                        size,
                                                        "no tier of this model is known for it;"
                                                                + " write 1280x720 or 1920x1080, and"
                                                                + " set aspectRatio for other shapes")
                                                .toString()));
    }

    private static Map<String, String> item(Reference reference) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("type", typeOf(reference));
        item.put("url", reference.url());
        if (reference.voiceUrl() != null) {
            item.put("reference_voice", reference.voiceUrl());
        }
        return item;
    }

    private static String typeOf(Reference reference) {
        return "reference_" + ReferenceKind.of(reference).name().toLowerCase(Locale.ROOT);
    }
}
