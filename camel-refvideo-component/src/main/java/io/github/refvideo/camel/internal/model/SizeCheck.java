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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;

/** Resolution and aspect ratio. */
final class SizeCheck {

    private SizeCheck() {}

    static void check(VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        if (request.resolution() != null) {
            checkResolution(request.resolution(), model, findings);
        }
        if (request.aspectRatio() != null) {
            checkRatio(request, model, findings);
        }
    }

    private static void checkResolution(
            Resolution resolution, ModelCapabilities model, ValidationCollector findings) {
        Sizes sizes = model.sizes();
        if (sizes.rule() == Sizes.Rule.NONE) {
            findings.problem(
                    RequestOption.RESOLUTION,
                    resolution,
                    model + " takes no size; leave it out, and set aspectRatio for the shape");
        } else if (sizes.frameOf(resolution).isEmpty()) {
            if (sizes.rule() == Sizes.Rule.LISTED) {
                findings.problem(
                        RequestOption.RESOLUTION,
                        resolution,
                        model + " makes " + sizes.inWords() + others(sizes));
            } else {
                findings.doubt(
                        RequestOption.RESOLUTION,
                        resolution + " is not among the sizes known for " + model);
            }
        }
    }

    private static String others(Sizes sizes) {
        return sizes.ratios().isEmpty() ? "" : "; set aspectRatio for other shapes";
    }

    private static void checkRatio(
            VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        Sizes sizes = model.sizes();
        String ratio = request.aspectRatio();
        String own =
                request.resolution() == null
                        ? null
                        : sizes.frameOf(request.resolution()).map(Frame::ratio).orElse(null);
        List<String> allowed = sizes.ratios();
        if (allowed.isEmpty() && sizes.rule() == Sizes.Rule.LISTED) {
            checkShapeOfSizeOnly(ratio, own, model, findings);
        } else if (!allowed.isEmpty() && !allowed.contains(ratio)) {
            findings.problem(
                    RequestOption.ASPECT_RATIO,
                    ratio,
                    model + " takes " + String.join(", ", allowed));
        } else if (own != null && !own.equals(ratio) && !own.equals(Sizes.LANDSCAPE)) {
            // A landscape size beside a ratio is how a tier is asked for in another shape.
            findings.doubt(
                    RequestOption.ASPECT_RATIO,
                    ratio + " goes before the shape of " + request.resolution() + ", " + own);
        }
    }

    private static void checkShapeOfSizeOnly(
            String ratio, String own, ModelCapabilities model, ValidationCollector findings) {
        if (ratio.equals(own)) {
            findings.doubt(
                    RequestOption.ASPECT_RATIO,
                    model + " takes no ratio; the resolution says it already");
            return;
        }
        String fitting = model.sizes().inWords(ratio);
        findings.problem(
                RequestOption.ASPECT_RATIO,
                ratio,
                model
                        + " takes no ratio; leave it out and choose the shape by resolution: "
                        + (fitting.isEmpty() ? model.sizes().inWords() : fitting));
    }
}
