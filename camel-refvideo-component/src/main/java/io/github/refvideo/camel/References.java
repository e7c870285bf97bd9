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

import io.github.refvideo.camel.model.ModelTable;
import io.github.refvideo.camel.model.ServiceLimits;
import io.github.refvideo.camel.reference.ReferenceStore;
import io.github.refvideo.camel.reference.UnreachableReferences;
import io.github.refvideo.camel.reference.store.Inlining;
import io.github.refvideo.camel.reference.store.ReferenceStaging;
import io.github.refvideo.camel.reference.store.Staged;
import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.VideoRequest;
import io.github.refvideo.camel.time.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How local references of an endpoint's messages get to its service.
 *
 * @param staging shared by all endpoints
 * @param store null for none
 * @param models what is known about models
 * @param limits what the service takes inside a request
 * @param delete whether stored references are deleted when no job needs them any more
 * @param lastDeletions at a stop; shared by all endpoints
 * @param unreachable finds URLs that the service cannot fetch
 */
record References(
        ReferenceStaging staging,
        ReferenceStore store,
        ModelTable models,
        ServiceLimits limits,
        boolean delete,
        LastDeletions lastDeletions,
        UnreachableReferences unreachable) {

    static References of(RefVideoEndpoint endpoint) throws Exception {
        RefVideoComponent component = endpoint.getComponent();
        RefVideoConfiguration options = endpoint.getConfiguration();
        RefVideoRuntime runtime = component.runtime();
        return new References(
                runtime.staging(),
                component.stores().create(options).orElse(null),
                endpoint.models(),
                ProviderFactory.limits(options),
                options.isDeleteReferencesAfter(),
                runtime.lastDeletions(),
                new UnreachableReferences(baseUrl(options), runtime.timer()::now));
    }

    /** A provider of the user's own may be anywhere. */
    private static String baseUrl(RefVideoConfiguration options) {
        boolean known = ProviderFactory.limits(options).service() != null;
        return known ? BaseUrls.of(options) : null;
    }

    /** Which references have no way to the service, said before anything is sent. */
    List<Problem> problems(VideoRequest request) {
        return ReferenceStaging.problems(request, inlining(request), store != null);
    }

    CompletableFuture<Staged> stage(GenerateRequest request, Deadline deadline) {
        return staging.stage(
                request.video(),
                request.media(),
                inlining(request.video()),
                store,
                delete,
                deadline);
    }

    private Inlining inlining(VideoRequest request) {
        return ReferenceStoreFactory.inlining(limits, models.find(request.model()).orElse(null));
    }
}
