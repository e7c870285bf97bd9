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

import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.model.ModelTable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The call that requests an upload policy for the temporary storage of the service. */
public final class UploadPolicyCall {

    private UploadPolicyCall() {}

    /** The model in the spelling to which the service binds an upload. */
    public static String exactModel(String model) {
        return DashscopeModel.of(model, ModelTable.builtIn()).id();
    }

    /**
     * @param model in any spelling
     * @param timeout the limit of the settings may be shorter
     */
    public static HttpRequest of(DashscopeSettings settings, String model, Duration timeout) {
        URI uri =
                settings.endpoint(
                        "/uploads?action=getPolicy&model="
                                + URLEncoder.encode(exactModel(model), StandardCharsets.UTF_8));
        return new HttpRequest(
                "GET",
                uri,
                settings.headers(),
                null,
                settings.limit(timeout),
                null,
                DashscopeSettings.MAX_REPLY_BYTES);
    }
}
