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
import io.github.refvideo.camel.internal.model.ModelCheck;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Service;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.ReferenceDownloader;
import io.github.refvideo.camel.internal.reference.ReferenceDownloader.DownloadedReferences;
import io.github.refvideo.camel.internal.reference.UnreachableReferences;
import io.github.refvideo.camel.internal.reference.store.InlinePolicy;
import io.github.refvideo.camel.internal.reference.store.ReferenceUploader;
import io.github.refvideo.camel.internal.reference.store.ReferenceUploader.UploadedReferences;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint makes local references available to its service.
 *
 * @param uploader shared by all endpoints
 * @param store the configured store
 * @param models the known models
 * @param limits what the service accepts inside a request
 * @param delete whether stored references are deleted when no job needs them any more
 * @param unreachable finds URLs that the service cannot fetch
 * @param downloads downloads references that are URLs, for a provider that {@link
 *     io.github.refvideo.camel.spi.VideoProvider#sendsMedia sends media}; null for other providers
 * @param strict whether downloaded references that the model does not accept are refused
 */
public record ReferenceUploadContext(
        ReferenceUploader uploader,
        @Nullable ReferenceStore store,
        ModelTable models,
        ServiceLimits limits,
        boolean delete,
        UnreachableReferences unreachable,
        @Nullable ReferenceDownloader downloads,
        boolean strict) {

    /** The limit of the gateway is 300 KiB, of which it needs up to 8 KiB itself. */
    private static final long GATEWAY_REQUEST_BYTES = 292 * 1024;

    /** DashScope documents no limit. Larger media is uploaded to a store. */
    private static final long DASHSCOPE_REQUEST_BYTES = 8L * 1024 * 1024;

    /** Finds references that cannot reach the service, before anything is sent. */
    public List<ValidationError> validate(VideoRequest request) {
        return downloads != null
                ? List.of()
                : ReferenceUploader.validate(request, inlining(request), store != null);
    }

    /** Warnings about URLs that the service cannot fetch. */
    public List<Warning> warnings(VideoRequest request) {
        return downloads != null ? List.of() : unreachable.warnings(request.references());
    }

    /**
     * Downloads references.
     *
     * @return fails with a {@link ReferenceStoreException}
     */
    CompletableFuture<DownloadedReferences> download(VideoRequest request, Deadline deadline) {
        return downloads.download(request.references(), deadline);
    }

    /**
     * Checks downloaded references against the model, which was not possible before.
     *
     * @param downloaded by URL
     * @throws CompletionException with a {@link ReferenceStoreException}
     */
    void check(VideoRequest request, Map<String, LocalMedia> downloaded) {
        List<Reference> local =
                request.references().stream()
                        .map(
                                reference ->
                                        reference.local() != null
                                                ? reference
                                                : Reference.local(
                                                        downloaded.get(reference.url()).facts(),
                                                        reference.voiceUrl()))
                        .toList();
        List<ValidationError> errors =
                strict
                        ? new ModelCheck(models, limits).check(request.with(local)).errors()
                        : List.of();
        if (!errors.isEmpty()) {
            throw new CompletionException(
                    new ReferenceStoreException(ValidationError.list(errors), 0, false, null));
        }
    }

    CompletableFuture<UploadedReferences> upload(
            VideoRequest request, Map<String, LocalMedia> media, Deadline deadline) {
        return uploader.upload(request, media, inlining(request), store, delete, deadline);
    }

    private InlinePolicy inlining(VideoRequest request) {
        return inlining(limits, models.find(request.model()).orElse(null));
    }

    /**
     * Which local media can go into a request for a model.
     *
     * @param limits of the endpoint's service
     * @param model null for an unknown model, which accepts URLs only
     */
    public static InlinePolicy inlining(ServiceLimits limits, @Nullable ModelCapabilities model) {
        if (!limits.urlSchemes().contains("data") || limits.service() == null) {
            return InlinePolicy.NONE;
        }
        InlineMedia accepted = model == null ? InlineMedia.NONE : model.references().inline();
        return limits.service() == Service.GATEWAY
                ? new InlinePolicy(accepted, GATEWAY_REQUEST_BYTES, "the gateway")
                : new InlinePolicy(accepted, DASHSCOPE_REQUEST_BYTES, "DashScope");
    }
}
