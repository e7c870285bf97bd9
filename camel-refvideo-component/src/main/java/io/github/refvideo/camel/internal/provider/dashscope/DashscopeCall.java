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
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One call before it is sent.
 *
 * @param asked what it is for
 * @param uri where it goes
 * @param headers see {@link DashscopeHeaders}
 * @param body null for none
 * @param model what the call is about, for error messages; null for no model in particular
 */
record DashscopeCall(Asked asked, URI uri, Map<String, String> headers, byte[] body, String model) {

    /** What was asked; the same answer means different things. */
    enum Asked {
        TO_CREATE("POST", DashscopeSettings.MAX_REPLY_BYTES),
        ABOUT_A_JOB("GET", DashscopeSettings.MAX_REPLY_BYTES),
        FOR_A_LIST("GET", DashscopeSettings.MAX_LIST_BYTES),
        TO_CANCEL("POST", DashscopeSettings.MAX_REPLY_BYTES);

        private final String method;
        private final long maxReplyBytes;

        Asked(String method, long maxReplyBytes) {
            this.method = method;
            this.maxReplyBytes = maxReplyBytes;
        }
    }

    HttpRequest http(Duration timeout) {
        return new HttpRequest(
                asked.method, uri, headers, body, timeout, null, asked.maxReplyBytes);
    }

    /** The prompt inside the body; null when there is none. */
    String prompt() {
        return body == null
                ? null
                : ServiceJson.text(ServiceJson.object(body).path("input").path("prompt"))
                        .orElse(null);
    }
}
