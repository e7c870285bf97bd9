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
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.stream.Collectors;

/** Shot type, audio, seed and the rest of what can be turned on a model. */
final class BooleanOptionCheck {

    private BooleanOptionCheck() {}

    static void check(VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        checkShotType(request.shotType(), model, findings);
        checkAudio(request.audio(), model, findings);
        checkSeed(request.seed(), model, findings);
        checkFrameRate(request.framesPerSecond(), model, findings);
        checkSupport(
                RequestOption.PROMPT_EXTEND,
                request.promptExtend(),
                model.switches().promptExtend(),
                model,
                findings);
        checkSupport(
                RequestOption.WATERMARK,
                request.watermark(),
                model.switches().watermark(),
                model,
                findings);
    }

    private static void checkShotType(
            ShotType type, ModelCapabilities model, ValidationCollector findings) {
        if (type != null && !model.switches().shotTypes().contains(type)) {
            findings.problem(
                    RequestOption.SHOT_TYPE,
                    type.word(),
                    model.switches().shotTypes().isEmpty()
                            ? model + " takes no shot type; say in the prompt how to cut"
                            : model
                                    + " takes "
                                    + model.switches().shotTypes().stream()
                                            .map(ShotType::word)
                                            .sorted()
                                            .collect(Collectors.joining(" or ")));
        }
    }

    private static void checkAudio(
            Boolean audio, ModelCapabilities model, ValidationCollector findings) {
        if (audio == null) {
            return;
        }
        switch (model.switches().audio()) {
            case SWITCH -> {}
            case ALWAYS -> {
                if (audio) {
                    findings.doubt(
                            RequestOption.AUDIO, model + " has no switch; it always has audio");
                } else {
                    findings.problem(
                            RequestOption.AUDIO,
                            audio,
                            model + " always has audio; leave it out or choose another model");
                }
            }
            case UNKNOWN -> findings.doubt(RequestOption.AUDIO, mayIgnore(model));
        }
    }

    private static void checkSeed(
            Long seed, ModelCapabilities model, ValidationCollector findings) {
        if (seed != null && (seed < 0 || seed > Integer.MAX_VALUE)) {
            findings.problem(RequestOption.SEED, seed, "write a whole number from 0 to 2147483647");
        } else {
            checkSupport(RequestOption.SEED, seed, model.switches().seed(), model, findings);
        }
    }

    private static void checkFrameRate(
            Integer framesPerSecond, ModelCapabilities model, ValidationCollector findings) {
        Integer fixed = model.switches().framesPerSecond();
        if (framesPerSecond != null && fixed != null && !fixed.equals(framesPerSecond)) {
            findings.problem(
                    RequestOption.FRAMES_PER_SECOND,
                    framesPerSecond,
                    model + " always makes " + fixed + "; leave it out");
        } else if (framesPerSecond != null && fixed == null) {
            findings.doubt(RequestOption.FRAMES_PER_SECOND, mayIgnore(model));
        }
    }

    static void checkSupport(
            RequestOption option,
            Object value,
            Support support,
            ModelCapabilities model,
            ValidationCollector findings) {
        if (value == null || support == Support.YES) {
            return;
        }
        if (support == Support.NO) {
            findings.problem(option, value, model + " does not take it; leave it out");
        } else {
            findings.doubt(option, mayIgnore(model));
        }
    }

    private static String mayIgnore(ModelCapabilities model) {
        return "it is not known whether " + model + " takes it; it may be ignored";
    }
}
