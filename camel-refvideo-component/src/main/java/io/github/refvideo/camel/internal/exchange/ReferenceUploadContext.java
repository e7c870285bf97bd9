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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.internal.model.ModelCapabilities;
import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Service;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.UnreachableReferences;
import io.github.refvideo.camel.internal.reference.store.InlinePolicy;
import io.github.refvideo.camel.internal.reference.store.ReferenceUploader;
import io.github.refvideo.camel.internal.reference.store.UploadedReferences;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * How an endpoint sends local references to its service.
 *
 * @param staging shared by all endpoints
 * @param store null if no store is configured
 * @param models the model table
 * @param limits the limits of the service
 * @param delete whether stored references are deleted when no job needs them any more
 * @param lastDeletions the deletions during a stop; shared by all endpoints
 * @param unreachable finds URLs that the service cannot fetch
 */
public record ReferenceUploadContext(
        ReferenceUploader staging,
        ReferenceStore store,
        ModelTable models,
        ServiceLimits limits,
        boolean delete,
        ReferenceCleanupOnStop lastDeletions,
        UnreachableReferences unreachable) {

    /** The gateway stores 300 KiB of a request, of which it uses up to 8 KiB itself. */
    private static final long GATEWAY_REQUEST_BYTES = 292 * 1024;

    /** DashScope documents no limit. Larger media is uploaded to a store. */
    private static final long DASHSCOPE_REQUEST_BYTES = 8L * 1024 * 1024;

    /** The local references that cannot be sent to the service; called before anything is sent. */
    public List<ValidationError> problems(VideoRequest request) {
        return ReferenceUploader.problems(request, inlining(request), store != null);
    }

    CompletableFuture<UploadedReferences> stage(
            VideoRequest request, Map<String, LocalMedia> media, Deadline deadline) {
        return staging.stage(request, media, inlining(request), store, delete, deadline);
    }

    private InlinePolicy inlining(VideoRequest request) {
        return inlining(limits, models.find(request.model()).orElse(null));
    }

    /**
     * Which local media may be part of a request.
     *
     * @param limits the limits of the service of the endpoint
     * @param model null for an unknown model, which accepts no inline media
     */
    public static InlinePolicy inlining(ServiceLimits limits, ModelCapabilities model) {
        if (!limits.urlSchemes().contains("data") || limits.service() == null) {
            return InlinePolicy.NONE;
        }
        InlineMedia media = model == null ? InlineMedia.NONE : model.references().inline();
        InlinePolicy.Taking taking =
                switch (media) {
                    case NONE -> InlinePolicy.Taking.NOTHING;
                    case IMAGES -> InlinePolicy.Taking.PICTURES;
                    case REQUIRED -> InlinePolicy.Taking.PICTURES_AND_NO_LINKS;
                };
        return limits.service() == Service.GATEWAY
                ? new InlinePolicy(taking, GATEWAY_REQUEST_BYTES, "the gateway")
                : new InlinePolicy(taking, DASHSCOPE_REQUEST_BYTES, "DashScope");
    }
}
