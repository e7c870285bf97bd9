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
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks before anything is paid whether a model supports a request. Services accept many requests
 * that then fail, or ignore a part of them. All errors are reported at once.
 *
 * <p>Checks only options that are set; {@link RequestReading} checks that model, prompt and
 * references are present. Immutable and safe for all threads.
 */
public final class ModelCheck {

    /**
     * Validates the request against its model while it is read, so that all errors are reported at
     * once.
     *
     * @param reading of one message
     * @param models the model table
     * @param limits what the service can do
     * @param lenient whether errors become warnings
     */
    public static RequestReading validate(
            RequestReading reading, ModelTable models, ServiceLimits limits, boolean lenient) {
        return reading.validateWith(
                limits.urlSchemes(),
                request -> {
                    ValidationResult found = new ModelCheck(models, limits).check(request);
                    return lenient ? found.lenient() : found;
                });
    }

    /** Checks only the URL schemes, which the service must be able to fetch. */
    public static RequestReading skip(RequestReading reading, ServiceLimits limits) {
        return reading.validateWith(limits.urlSchemes(), request -> ValidationResult.VALID);
    }

    private final ModelTable models;
    private final ServiceLimits service;

    /**
     * @param models the model table
     * @param service what the service can do
     */
    public ModelCheck(ModelTable models, ServiceLimits service) {
        this.models = models;
        this.service = service;
    }

    /** Validates a request; a model that is not in the table leads to a warning only. */
    public ValidationResult check(VideoRequest request) {
        return check(request, models.find(request.model()).orElse(null));
    }

    /**
     * @param model null for a model that is not in the table
     */
    public ValidationResult check(VideoRequest request, @Nullable ModelCapabilities model) {
        ValidationResult.Collector result = new ValidationResult.Collector();
        if (model == null) {
            warnUnknown(request, result);
            ReferenceCheck.checkTypes(request.references(), Map.of(), null, result);
        } else {
            checkOffered(request, model, result);
            if (model.warning() != null) {
                result.warning(RequestOption.MODEL, model.warning());
            }
            ReferenceCheck.check(request, model, result);
            OptionCheck.check(request, model, result);
            PlaceholderCheck.check(request, model, result);
        }
        return result.result();
    }

    private static void warnUnknown(VideoRequest request, ValidationResult.Collector result) {
        if (request.model() != null) {
            result.warning(RequestOption.MODEL, "is not in the model table; nothing was checked");
        }
    }

    private void checkOffered(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        if (!service.offers(model)) {
            result.error(
                    RequestOption.MODEL,
                    request.model(),
                    service.service().providerName() + " does not offer it");
        } else if (!service.offersInRegion(model)) {
            result.error(
                    RequestOption.MODEL,
                    request.model(),
                    "the region "
                            + service.region().id()
                            + " does not offer it; these do: "
                            + model.regions().stream()
                                    .map(Region::id)
                                    .collect(Collectors.joining(", ")));
        }
    }
}
