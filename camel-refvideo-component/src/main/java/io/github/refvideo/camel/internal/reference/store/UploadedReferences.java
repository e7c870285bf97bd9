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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.spi.VideoRequest;
import java.util.List;

/**
 * A request that a service can work with.
 *
 * @param request every reference has a URL or is inside
 * @param leases of what was stored for it; empty when nothing was
 */
public record UploadedReferences(VideoRequest request, List<UploadLease> leases) {

    public UploadedReferences {
        leases = List.copyOf(leases);
    }

    /**
     * The job needs its references no more; the second time does nothing.
     *
     * @param delete whether the store shall delete what nobody else uses
     */
    public void close(boolean delete) {
        leases.forEach(lease -> lease.close(delete));
    }
}
