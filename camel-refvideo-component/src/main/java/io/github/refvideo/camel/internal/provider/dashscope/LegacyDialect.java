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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;

/** Wan 2.6: a plain list of references, an exact size, a shot type. */
final class LegacyDialect {

    private LegacyDialect() {}

    static void write(VideoRequest request, DashscopeModel model, RequestBodyBuilder draft) {
        Resolution size = request.resolution();
        checkRatio(request, model);
        draft.input("reference_urls", request.references().stream().map(Reference::url).toList())
                .parameter("size", size == null ? null : size.width() + "*" + size.height())
                .parameter("prompt_extend", request.promptExtend())
                .parameter(
                        "shot_type", request.shotType() == null ? null : request.shotType().word());
        if (request.references().stream().anyMatch(r -> r.voiceUrl() != null)) {
            draft.warn(
                    RequestOption.REFERENCE_URLS,
                    "this model takes no voice for a reference; it is left out");
        }
    }

    /** A ratio that the size contradicts would be paid for and not made. */
    private static void checkRatio(VideoRequest request, DashscopeModel model) {
        String ratio = request.aspectRatio();
        boolean made =
                ratio == null
                        || request.resolution() != null
                                && model.frameOf(request.resolution())
                                        .filter(frame -> ratio.equals(frame.ratio()))
                                        .isPresent();
        if (!made) {
            throw new IllegalArgumentException(
                    ValidationError.invalid(
                                    RequestOption.ASPECT_RATIO,
                                    ratio,
                                    "this model takes a size: set resolution (header"
                                            + " CamelRefVideoResolution) to one of that shape, such"
                                            + " as 720x1280 for 9:16")
                            .toString());
        }
    }
}
