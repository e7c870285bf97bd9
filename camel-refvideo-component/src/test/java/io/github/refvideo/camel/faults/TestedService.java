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
package io.github.refvideo.camel.faults;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Step;
import java.io.IOException;

/** A service, and the flow in which it is used. */
enum TestedService {
    GATEWAY("gateway", "alibaba/wan-v2.6-r2v", Step.START, Step.STATUS),
    STREAM("gateway", "alibaba/wan-v2.6-r2v", Step.STREAM, null),
    DASHSCOPE("dashscope", "wan2.6-r2v", Step.DASHSCOPE_CREATE, Step.DASHSCOPE_QUERY),
    SELF_HOSTED("openai-videos", "MiniMaxAI/MiniMax-H3", Step.OPENAI_CREATE, Step.OPENAI_QUERY);

    private final String provider;
    private final String model;
    private final Step submit;
    private final Step status;

    TestedService(String provider, String model, Step submit, Step status) {
        this.provider = provider;
        this.model = model;
        this.submit = submit;
        this.status = status;
    }

    String provider() {
        return provider;
    }

    Step submit() {
        return submit;
    }

    Step status() {
        return status;
    }

    /** Whether the same key leads to the same job, so that a submit may be repeated. */
    boolean hasKeys() {
        return this == GATEWAY;
    }

    boolean knows(String operation) {
        return switch (this) {
            case GATEWAY -> !operation.equals("cancel");
            case STREAM -> operation.equals("generate");
            case DASHSCOPE, SELF_HOSTED -> true;
        };
    }

    /** The list of jobs, in which a lost job is searched for; null if there is none. */
    Step list() {
        return switch (this) {
            case GATEWAY, STREAM -> null;
            case DASHSCOPE -> Step.DASHSCOPE_LIST;
            case SELF_HOSTED -> Step.OPENAI_LIST;
        };
    }

    Step cancel() {
        return this == SELF_HOSTED ? Step.OPENAI_DELETE : Step.DASHSCOPE_CANCEL;
    }

    String baseUrl(RefVideoSimulator simulator) {
        return switch (this) {
            case GATEWAY, STREAM -> simulator.gatewayUrl();
            case DASHSCOPE -> simulator.dashscopeUrl();
            case SELF_HOSTED -> simulator.vllmOmniUrl();
        };
    }

    String options() {
        return "provider="
                + provider
                + "&model="
                + model
                + (this == STREAM ? "&gatewayFlow=stream" : "");
    }

    /** A self-hosted server is first asked for its models, and gets a form. */
    String timeouts() {
        return this == SELF_HOSTED ? "&responseTimeout=1000" : "";
    }

    /** The message body: a URL, or an image where the component sends the content. */
    Object reference(RefVideoSimulator simulator) throws IOException {
        return this == SELF_HOSTED ? ReferenceImages.png(0) : simulator.referenceUrl("cat.png");
    }

    /** The options for uploading local media for this service. */
    String store(RefVideoSimulator simulator) {
        return this == DASHSCOPE
                ? "&referenceStore=dashscope"
                : "&referenceStore=vercel-blob&blobAccessKey=RAW("
                        + RefVideoSimulator.BLOB_TOKEN
                        + ")&blobBaseUrl="
                        + simulator.blobUrl();
    }
}
