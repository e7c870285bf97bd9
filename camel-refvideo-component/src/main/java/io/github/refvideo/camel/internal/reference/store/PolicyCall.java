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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.provider.dashscope.UploadPolicyCall;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;

/** Asks DashScope for an upload policy. */
record PolicyCall(DashscopeSettings settings, String model) implements StoreRequest {

    @Override
    public String service() {
        return "DashScope";
    }

    @Override
    public HttpRequest attempt(int number, Duration timeout) {
        return UploadPolicyCall.of(settings, model, timeout);
    }

    @Override
    public ReferenceStoreException refused(HttpResponse reply) {
        JsonNode body = ServiceJson.object(reply.body());
        Collection<String> secrets = settings.secrets();
        StringBuilder message =
                new StringBuilder("The reference was not stored. DashScope at ")
                        .append(URI.create(settings.baseUrl()).getHost())
                        .append(" answered ")
                        .append(reply.status());
        ServiceJson.text(body.path("code"))
                .ifPresent(
                        code ->
                                message.append(" (")
                                        .append(ServiceText.line(code, secrets))
                                        .append(')'));
        ServiceJson.text(body.path("message"))
                .ifPresent(said -> message.append(": ").append(ServiceText.line(said, secrets)));
        int status = reply.status();
        if (status == 401 || status == 403) {
            message.append("; check apiKey and region: temporary uploads exist in few regions");
        }
        return new ReferenceStoreException(
                message.toString(), status, status >= 500 || status == 429 || status == 408, null);
    }
}
