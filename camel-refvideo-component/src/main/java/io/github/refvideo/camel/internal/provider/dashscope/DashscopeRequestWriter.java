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

import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.VideoRequest;

/**
 * Writes the body of create. Fields stand in the order in which the AI SDK sends them. What the
 * model's form has no place for is left out with a warning: the service would ignore it silently,
 * or take the job and fail it.
 */
final class DashscopeRequestWriter {

    private DashscopeRequestWriter() {}

    /**
     * @param models what is known about models
     * @throws IllegalArgumentException when the request cannot be said in the model's form; names
     *     option and header
     */
    static PreparedSubmit write(VideoRequest request, ModelTable models) {
        if (models.hasOtherDialect(request.model())) {
            throw new IllegalArgumentException(
                    ValidationError.invalid(
                                    RequestOption.MODEL,
                                    request.model(),
                                    "DashScope takes another form of request for the models of this"
                                            + " vendor, which the component does not write; use"
                                            + " provider=gateway, if the gateway has the model")
                            .toString());
        }
        DashscopeModel model = DashscopeModel.of(request.model(), models);
        RequestBodyBuilder draft = new RequestBodyBuilder();
        draft.input("prompt", request.prompt())
                .input("negative_prompt", request.negativePrompt())
                .parameter("duration", request.durationSeconds())
                .parameter("seed", request.seed());
        switch (model.dialect()) {
            case MEDIA -> MediaDialect.write(request, model, draft);
            case LEGACY, NONE -> LegacyDialect.write(request, model, draft);
        }
        draft.parameter("watermark", request.watermark());
        audio(request, model, draft);
        if (request.framesPerSecond() != null) {
            draft.warn(
                    RequestOption.FRAMES_PER_SECOND, "this service has no such setting; ignored");
        }
        ProviderOptionMapper.into(draft, request.providerOptions());
        return new PreparedSubmit(
                model.id(),
                draft.bytes(model.id()),
                draft.warnings(),
                DashscopeBilling.of(model, draft, request));
    }

    private static void audio(
            VideoRequest request, DashscopeModel model, RequestBodyBuilder draft) {
        if (model.hasAudioSwitch()) {
            draft.parameter("audio", request.audio());
        } else if (Boolean.FALSE.equals(request.audio())) {
            draft.warn(RequestOption.AUDIO, "this model has no switch for sound; ignored");
        }
    }
}
