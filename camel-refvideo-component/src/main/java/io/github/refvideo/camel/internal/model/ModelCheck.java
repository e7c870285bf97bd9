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

/**
 * Finds out before paying whether a model can do what a request asks for. Services accept much that
 * they then fail or ignore. Every problem is reported at once.
 *
 * <p>Looks only at what is set; that model, prompt and references are there is checked when the
 * request is read. Immutable and safe for all threads.
 */
public final class ModelCheck {

    /**
     * Has a request compared with its model while it is read, so that all problems come at once.
     *
     * @param reading of one message
     * @param models what is known about models
     * @param limits where the request goes
     * @param lenient whether what the model cannot do becomes warnings
     */
    public static RequestReading during(
            RequestReading reading, ModelTable models, ServiceLimits limits, boolean lenient) {
        return reading.against(
                limits.urlSchemes(),
                request -> {
                    ValidationResult found = new ModelCheck(models, limits).check(request);
                    return lenient ? found.asWarnings() : found;
                });
    }

    /** Has a request compared with nothing but the URL schemes that the service can fetch. */
    public static RequestReading skip(RequestReading reading, ServiceLimits limits) {
        return reading.against(limits.urlSchemes(), request -> ValidationResult.CLEAN);
    }

    private final ModelTable models;
    private final ServiceLimits service;

    /**
     * @param models what is known about models
     * @param service where the request goes
     */
    public ModelCheck(ModelTable models, ServiceLimits service) {
        this.models = models;
        this.service = service;
    }

    /** Looks the model up; one that is not in the table only raises a doubt. */
    public ValidationResult check(VideoRequest request) {
        return check(request, models.find(request.model()).orElse(null));
    }

    /**
     * @param model null for a model that is not in the table
     */
    public ValidationResult check(VideoRequest request, ModelCapabilities model) {
        ValidationCollector findings = new ValidationCollector();
        if (model == null) {
            unknown(request, findings);
            ReferenceTypeCheck.check(request.references(), Map.of(), null, findings);
        } else {
            checkOffered(request, model, findings);
            if (model.warning() != null) {
                findings.doubt(RequestOption.MODEL, model.warning());
            }
            ReferenceCheck.check(request, model, findings);
            ReferenceTypeCheck.check(
                    request.references(), model.references().media(), model.toString(), findings);
            SizeCheck.check(request, model, findings);
            DurationCheck.check(request, model, findings);
            BooleanOptionCheck.check(request, model, findings);
            TextCheck.check(request, model, findings);
            PlaceholderCheck.check(request, model, findings);
        }
        return findings.result();
    }

    private static void unknown(VideoRequest request, ValidationCollector findings) {
        if (request.model() != null) {
            findings.doubt(
                    RequestOption.MODEL, "is not in the component's table; nothing was checked");
        }
    }

    private void checkOffered(
            VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        if (service.service() != null && model.names().at(service.service()).isEmpty()) {
            findings.problem(
                    RequestOption.MODEL,
                    request.model(),
                    service.service().word() + " does not offer it");
        } else if (service.service() == Service.DASHSCOPE
                && service.region() != null
                && !model.regions().contains(service.region())) {
            findings.problem(
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
