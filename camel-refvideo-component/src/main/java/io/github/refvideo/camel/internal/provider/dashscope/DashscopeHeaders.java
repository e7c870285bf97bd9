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

import java.util.Map;
import java.util.TreeMap;

/** The headers of DashScope's protocol. */
final class DashscopeHeaders {

    private final DashscopeSettings settings;

    DashscopeHeaders(DashscopeSettings settings) {
        this.settings = settings;
    }

    /** What every call carries. */
    Map<String, String> common() {
        // Ignores case, so that a user's header cannot stand beside one of the protocol's.
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(settings.additionalHeaders());
        headers.put("authorization", "Bearer " + settings.credential().token());
        headers.put("accept", "application/json");
        if (settings.workspaceId() != null) {
            headers.put("x-dashscope-workspace", settings.workspaceId());
        }
        return headers;
    }

    Map<String, String> forCreate(byte[] body) {
        Map<String, String> headers = common();
        headers.put("content-type", "application/json");
        // Alibaba's pages disagree whether video needs it; the stricter ones refuse without it.
        headers.put("x-dashscope-async", "enable");
        if (OssUrls.anyIn(body)) {
            headers.put("x-dashscope-ossresourceresolve", "enable");
        }
        return headers;
    }
}
