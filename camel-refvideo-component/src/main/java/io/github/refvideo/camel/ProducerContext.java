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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.exchange.ReferenceUploadContext;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.ReferenceDownloader;
import io.github.refvideo.camel.internal.reference.UnreachableReferences;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.VideoProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a producer uses from one start of the component to its stop.
 *
 * @param runtime of the component
 * @param provider of the endpoint; uses the connections of the runtime
 * @param bodies makes message bodies of videos
 * @param quota the limits of the credential
 * @param uploads uploads local references; null for operations that do not submit
 */
record ProducerContext(
        RefVideoRuntime runtime,
        VideoProvider provider,
        BodyFactory bodies,
        Quota quota,
        @Nullable ReferenceUploadContext uploads) {

    static ProducerContext create(EndpointContext endpoint, boolean submits) throws Exception {
        RefVideoConfiguration options = endpoint.configuration();
        ComponentServices services = endpoint.services().get();
        VideoProvider provider = services.providers().create(options, endpoint.models());
        return new ProducerContext(
                services.runtime(),
                provider,
                BodyFactory.create(options, services),
                quota(provider.quota(), options),
                submits ? uploads(endpoint, services, provider) : null);
    }

    private static ReferenceUploadContext uploads(
            EndpointContext endpoint, ComponentServices services, VideoProvider provider)
            throws Exception {
        RefVideoConfiguration options = endpoint.configuration();
        RefVideoRuntime runtime = services.runtime();
        ServiceLimits limits = ProviderFactory.limits(options);
        return new ReferenceUploadContext(
                runtime.uploader(),
                // The content of references is sent, whatever other endpoints need a store for.
                provider.sendsMedia() ? null : services.stores().create(options).orElse(null),
                endpoint.models(),
                limits,
                options.isDeleteReferencesAfter(),
                new UnreachableReferences(
                        limits.service() == null ? null : ProviderFactory.baseUrl(options),
                        runtime.timer()::now),
                provider.sendsMedia() ? downloads(options, services) : null,
                options.getValidation() == ValidationMode.strict);
    }

    private static ReferenceDownloader downloads(
            RefVideoConfiguration options, ComponentServices services) throws Exception {
        return new ReferenceDownloader(
                BodyFactory.downloader(options, services),
                services.runtime().spool(options.getSpoolDirectory()),
                options.getMaxReferenceSize());
    }

    /** The limits that the endpoint sets; otherwise those that the service documents. */
    private static Quota quota(Quota documented, RefVideoConfiguration options) {
        return new Quota(
                set(options.getMaxInFlight(), documented.maxInFlight()),
                set(options.getSubmitsPerSecond(), documented.submitsPerSecond()),
                set(options.getStatusPerSecond(), documented.statusPerSecond()));
    }

    private static <T> T set(T option, T otherwise) {
        return option == null ? otherwise : option;
    }
}
