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

import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.Map;

/** What of the body of create decides the price. */
final class DashscopeBilling {

    private DashscopeBilling() {}

    /**
     * @param draft the whole body, provider options included
     * @param request that it was written from
     */
    static BillableRequest of(
            DashscopeModel model, RequestBodyBuilder draft, VideoRequest request) {
        Map<String, Object> parameters = draft.parameters();
        Map<String, Object> input = draft.input();
        BillableRequest.Builder billable =
                new BillableRequest.Builder(model.id())
                        .seconds(parameters.get("duration"))
                        .audio(parameters.get("audio"))
                        .count(parameters.get("n"), "n");
        boolean legacy = model.dialect() == Dialect.LEGACY;
        Object size = parameters.get(legacy ? "size" : "resolution");
        billable.size(size == null ? null : size.toString().replace('*', 'x'));
        String other = legacy ? "resolution" : "size";
        if (parameters.get(other) != null) {
            billable.doubt(other);
        }
        billable.media(input.get("media"))
                .urls(input.get("reference_urls"), request.references())
                // Deprecated, and still accepted.
                .references(input.get("reference_video_urls"), ReferenceKind.VIDEO);
        return billable.build();
    }
}
