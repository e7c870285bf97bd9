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
package io.github.refvideo.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The requests of the store's client, header by header. */
final class BlobClient {
    private final String base;
    private final String token;

    BlobClient(RefVideoSimulator sim) {
        this(sim, RefVideoSimulator.BLOB_TOKEN);
    }

    BlobClient(RefVideoSimulator sim, String token) {
        this.base = sim.blobUrl();
        this.token = token;
    }

    HttpResponse<String> put(String pathname, byte[] content, String... headers) {
        return put(pathname, BodyPublishers.ofByteArray(content), headers);
    }

    HttpResponse<String> put(String pathname, BodyPublisher content, String... headers) {
        return send(request("/?pathname=" + encoded(pathname), headers).PUT(content));
    }

    String uploaded(String pathname, byte[] content, String... headers) {
        return text(put(pathname, content, headers), "/url");
    }

    HttpResponse<String> create(String pathname, String... headers) {
        return parts(pathname, BodyPublishers.noBody(), with(headers, "x-mpu-action", "create"));
    }

    HttpResponse<String> part(
            String pathname, String uploadId, int number, byte[] content, String... headers) {
        return parts(
                pathname,
                BodyPublishers.ofByteArray(content),
                with(
                        headers,
                        "x-mpu-action",
                        "upload",
                        "x-mpu-upload-id",
                        uploadId,
                        "x-mpu-key",
                        encoded(pathname),
                        "x-mpu-part-number",
                        Integer.toString(number)));
    }

    HttpResponse<String> complete(String pathname, String uploadId, List<String> etags) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < etags.size(); i++) {
            list.append(i == 0 ? "" : ",")
                    .append("{\"partNumber\":")
                    .append(i + 1)
                    .append(",\"etag\":\"")
                    .append(etags.get(i).replace("\"", "\\\""))
                    .append("\"}");
        }
        return parts(
                pathname,
                BodyPublishers.ofString("[" + list + "]"),
                "x-mpu-action",
                "complete",
                "x-mpu-upload-id",
                uploadId,
                "x-mpu-key",
                encoded(pathname),
                "content-type",
                "application/json");
    }

    /** All steps of a multipart upload; returns the last response. */
    HttpResponse<String> inParts(String pathname, byte[]... contents) {
        String id = text(create(pathname), "/uploadId");
        List<String> etags = new ArrayList<>();
        for (int i = 0; i < contents.length; i++) {
            etags.add(text(part(pathname, id, i + 1, contents[i]), "/etag"));
        }
        return complete(pathname, id, etags);
    }

    private HttpResponse<String> parts(String pathname, BodyPublisher body, String... headers) {
        return send(request("/mpu?pathname=" + encoded(pathname), headers).POST(body));
    }

    HttpResponse<String> delete(String... urls) {
        return deleteWith(List.of(urls));
    }

    HttpResponse<String> deleteWith(List<String> urls, String... headers) {
        String list = String.join("\",\"", urls);
        return send(
                request("/delete", headers)
                        .POST(BodyPublishers.ofString("{\"urls\":[\"" + list + "\"]}")));
    }

    HttpResponse<String> head(String url) {
        return send(request("?url=" + encoded(url)).GET());
    }

    HttpResponse<String> list(String prefix) {
        return send(request("?prefix=" + encoded(prefix)).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("x-api-version", "12");
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        boolean access = List.of(headers).contains("x-vercel-blob-access");
        if (!access) {
            request.header("x-vercel-blob-access", "public");
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return GatewayClient.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String text(HttpResponse<String> response, String pointer) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return GatewayClient.json(response).at(pointer).asText();
    }

    static String code(HttpResponse<String> response) {
        return response.statusCode()
                + " "
                + GatewayClient.json(response).at("/error/code").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String[] with(String[] headers, String... more) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
