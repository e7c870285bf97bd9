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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.job.JobReference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Fetches references as the service does, from any address. Size, time and the number of concurrent
 * fetches are limited.
 */
final class ReferenceFetcher {
    private static final int AT_A_TIME = 32;
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final long MAX_BYTES = 100L << 20;

    /**
     * Images are drawn and needed completely; a larger file must be a video, of which only the
     * beginning is needed.
     */
    private static final int MAX_PICTURE = 32 << 20;

    private static final long CACHE_BYTES =
            Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

    private final HttpClient client;
    private final ConcurrencyLimiter gate = new ConcurrencyLimiter(AT_A_TIME);
    private final WeightedCache<FetchedReference> kept =
            new WeightedCache<>(CACHE_BYTES, file -> file.content().length);
    private final Map<String, Future<FetchedReference>> inProgress = new ConcurrentHashMap<>();

    ReferenceFetcher(Vertx vertx) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout((int) TIMEOUT_MILLIS)
                        .setMaxRedirects(5)
                        // Test references are hosted on servers with self-signed certificates, and
                        // no secrets are sent to them.
                        .setTrustAll(true)
                        .setVerifyHost(false);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(AT_A_TIME));
    }

    /** Fetches the content of a reference; concurrent callers share one fetch. */
    Future<FetchedReference> fetch(JobReference reference) {
        if (reference.inline() != null) {
            Content inline = reference.inline();
            return inline.read(0, (int) Math.min(inline.length(), MAX_PICTURE))
                    .map(
                            read ->
                                    inline.length() > MAX_PICTURE
                                            ? FetchedReference.beginning(
                                                    read, reference.mediaType())
                                            : FetchedReference.of(
                                                    read.getBytes(), reference.mediaType()));
        }
        String url = reference.url();
        if (url.startsWith("data:")) {
            return dataUrl(url);
        }
        return inProgress
                .computeIfAbsent(
                        url,
                        ignored -> {
                            Future<FetchedReference> fetch = gate.enter(() -> get(url));
                            fetch.onSuccess(file -> kept.put(url, file));
                            return fetch;
                        })
                .onComplete(ignored -> inProgress.remove(url));
    }

    /** The content that was fetched for the job; fetched again if it was evicted. */
    Future<FetchedReference> fetchedBefore(JobReference reference) {
        FetchedReference file = reference.url() == null ? null : kept.get(reference.url());
        return file == null ? fetch(reference) : Future.succeededFuture(file);
    }

    private Future<FetchedReference> get(String url) {
        RequestOptions request;
        try {
            request =
                    new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setAbsoluteURI(url)
                            .setFollowRedirects(true)
                            .setTimeout(TIMEOUT_MILLIS);
        } catch (RuntimeException e) {
            return Future.failedFuture("its address cannot be read");
        }
        return client.request(request)
                .compose(sent -> sent.putHeader("accept", "*/*").send())
                .compose(ReferenceFetcher::read)
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Future<FetchedReference> read(HttpClientResponse response) {
        // Cancelled reads below need no log message.
        response.exceptionHandler(ignored -> {});
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture("its host answered " + response.statusCode());
        }
        FetchBuffer receipt = new FetchBuffer(MAX_BYTES, MAX_PICTURE);
        response.handler(
                chunk -> {
                    if (!receipt.take(chunk)) {
                        response.request().reset();
                    }
                });
        return response.end().map(ignored -> receipt.fetched(response.getHeader("content-type")));
    }

    private static Future<FetchedReference> dataUrl(String url) {
        int comma = url.indexOf(',');
        try {
            String type = url.substring("data:".length(), comma).replace(";base64", "");
            return Future.succeededFuture(
                    FetchedReference.of(
                            Base64.getMimeDecoder().decode(url.substring(comma + 1)), type));
        } catch (RuntimeException e) {
            return Future.failedFuture("its data URL cannot be read");
        }
    }

    void clear() {
        kept.clear();
    }
}
