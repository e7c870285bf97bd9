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
package io.github.refvideo.benchmarks;

import java.util.Map;

/**
 * The HTTP calls of a service as a hand-written client needs them. The status of a job is read with
 * the same method and URL for all jobs (gateway) or with a URL of its own (DashScope).
 *
 * @param headers of all requests to the service
 * @param submitBody JSON with {@code %s} for the prompt
 * @param jobId JSON pointer to the id in the response to the submit
 * @param statusUrl with {@code %s} for the id of the job, or without it
 * @param statusBody JSON with {@code %s} for the id of the job, or null for a GET
 * @param status JSON pointer to the status in the response to a status request
 * @param videoUrl JSON pointer to the URL of the video in the same response
 */
record Service(
        Map<String, String> headers,
        String submitUrl,
        String submitBody,
        String jobId,
        String statusUrl,
        String statusBody,
        String status,
        String succeeded,
        String videoUrl) {

    static final String REFERENCE = "http://127.0.0.1:9/cat.png";
    static final String GATEWAY_MODEL = "alibaba/wan-v2.6-r2v";
    static final String DASHSCOPE_MODEL = "wan2.6-r2v";

    static Service of(String provider, String baseUrl) {
        return provider.equals("gateway") ? gateway(baseUrl) : dashscope(baseUrl);
    }

    private static Service dashscope(String baseUrl) {
        return new Service(
                Map.of("Authorization", "Bearer simulated", "X-DashScope-Async", "enable"),
                baseUrl + "/services/aigc/video-generation/video-synthesis",
                "{\"model\":\""
                        + DASHSCOPE_MODEL
                        + "\",\"input\":{\"prompt\":\"%s\",\"reference_urls\":[\""
                        + REFERENCE
                        + "\"]},\"parameters\":{\"duration\":2}}",
                "/output/task_id",
                baseUrl + "/tasks/%s",
                null,
                "/output/task_status",
                "SUCCEEDED",
                "/output/video_url");
    }

    private static Service gateway(String baseUrl) {
        return new Service(
                Map.of(
                        "Authorization",
                        "Bearer simulated",
                        "ai-gateway-protocol-version",
                        "0.0.1",
                        "ai-video-model-specification-version",
                        "4",
                        "ai-model-id",
                        GATEWAY_MODEL),
                baseUrl + "/video-model/start",
                "{\"prompt\":\"%s\",\"n\":1,\"duration\":2,\"providerOptions\":{\"alibaba\":"
                        + "{\"referenceUrls\":[\""
                        + REFERENCE
                        + "\"]}}}",
                "/operation/gatewayJobId",
                baseUrl + "/video-model/status",
                "{\"operation\":{\"gatewayJobId\":\"%s\"}}",
                "/status",
                "completed",
                "/videos/0/url");
    }
}
