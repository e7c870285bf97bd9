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
package io.github.refvideo.simulator.gateway;

import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.media.MediaTypes;
import java.util.Locale;

/** The other makers' models: references by stated media type, a tier or a size, and a ratio. */
final class CommonRules implements ModelRules {

    @Override
    public Interpretation interpret(GatewayModel model, VideoRequest request) {
        Draft draft = new Draft(model, request);
        boolean frames = !request.frameTypes().isEmpty();
        Warnings warnings =
                new Warnings()
                        .unsupported(request.count() > 1, "n", "One video is made per call.")
                        .unsupported(request.fps() != null, "fps", "The frame rate is fixed.")
                        .unsupported(
                                frames && !request.inputReferences().isEmpty(),
                                "inputReferences",
                                "Frames were given, so references were ignored.");
        if (!frames) {
            request.inputReferences().forEach(file -> addReference(model, draft, warnings, file));
        }
        draft.size(size(model, request, warnings));
        return new Interpretation(draft.finish(null), warnings.list());
    }

    private static void addReference(
            GatewayModel model, Draft draft, Warnings warnings, GivenFile file) {
        MediaKind kind = MediaTypes.kindOf(file.mediaType());
        boolean wrongForm = file.isLink() ? !model.takesLinks() : !model.takesInline();
        boolean wrongKind = model.max(kind) == 0;
        warnings.unsupported(
                wrongForm || wrongKind,
                "inputReferences",
                wrongKind
                        ? "A reference of kind " + kind + " was ignored."
                        : "A reference in this form ("
                                + (file.isLink() ? "link" : "inline")
                                + ") was ignored.");
        if (!wrongForm && !wrongKind) {
            String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
            String label = name + " " + (draft.count(kind) + 1);
            draft.add(
                    new JobReference(
                            label,
                            kind,
                            file.url(),
                            JobReference.bytes(file.data()),
                            file.mediaType()));
        }
    }

    private static Frame size(GatewayModel model, VideoRequest request, Warnings warnings) {
        String resolution = request.resolution();
        if (Frame.parse(resolution).isPresent()) {
            return Frame.parse(resolution).get();
        }
        boolean tier = resolution != null && resolution.matches("(?i)(480|720|768|1080)p");
        warnings.unsupported(
                resolution != null && !tier,
                "resolution",
                "'" + resolution + "' is not known here.");
        int lines =
                tier
                        ? Integer.parseInt(resolution.substring(0, resolution.length() - 1))
                        : model.defaultTier();
        return Frame.of(lines, request.aspectRatio());
    }
}
