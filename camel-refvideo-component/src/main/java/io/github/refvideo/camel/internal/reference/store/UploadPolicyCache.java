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
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.BoundedMap;
import io.github.refvideo.camel.internal.util.Futures;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Caches DashScope's upload policies by model. Concurrent jobs share one request for a policy.
 * Failures are not cached. Thread-safe.
 */
final class UploadPolicyCache {

    /** Messages choose the models, so their number is limited. */
    private static final int MAX_MODELS = 100;

    /** The minimum remaining life: the service checks a policy when the upload has ended. */
    private static final Duration MIN_REMAINING_LIFE = Duration.ofMinutes(1);

    private final Timer timer;
    private final Function<String, CompletableFuture<UploadPolicy>> loader;
    private final BoundedMap<String, Entry> entries = new BoundedMap<>(MAX_MODELS);

    /**
     * @param loader requests a new policy for a model
     */
    UploadPolicyCache(Timer timer, Function<String, CompletableFuture<UploadPolicy>> loader) {
        this.timer = timer;
        this.loader = loader;
    }

    /** A valid policy for a model. The future is shared and must not be cancelled. */
    CompletableFuture<UploadPolicy> get(String model) {
        CompletableFuture<UploadPolicy> loading;
        synchronized (this) {
            Entry known = entries.get(model);
            if (known != null && !known.isFailed() && !known.isExpired(timer.nanoTime())) {
                return known.policy;
            }
            loading = new CompletableFuture<>();
            entries.put(model, new Entry(loading, timer.nanoTime()));
        }
        loader.apply(model)
                .whenComplete(
                        (policy, failure) ->
                                Futures.complete(
                                        loading,
                                        policy,
                                        failure == null ? null : Futures.unwrap(failure)));
        return loading;
    }

    /** Removes a policy that the service has refused, unless it was replaced already. */
    synchronized void invalidate(String model, UploadPolicy policy) {
        Entry known = entries.get(model);
        if (known != null
                && known.policy.isDone()
                && !known.isFailed()
                && known.policy.join() == policy) {
            entries.remove(model);
        }
    }

    /**
     * @param requested on the timer's monotonic clock. The life of a policy is measured from then,
     *     which is earlier than the service's own start
     */
    private record Entry(CompletableFuture<UploadPolicy> policy, long requested) {

        boolean isFailed() {
            return policy.isCompletedExceptionally();
        }

        boolean isExpired(long now) {
            if (!policy.isDone()) {
                return false;
            }
            Duration life = policy.join().life();
            Duration margin =
                    life.compareTo(MIN_REMAINING_LIFE.multipliedBy(2)) > 0
                            ? MIN_REMAINING_LIFE
                            : life.dividedBy(2);
            return now - requested >= life.minus(margin).toNanos();
        }
    }

    /**
     * The permission to upload any number of files to DashScope's temporary storage, for a few
     * minutes.
     *
     * @param host receives the form
     * @param directory of the objects
     * @param fields of the form that prove the permission; never logged
     * @param maxBytes the largest file; 0 if the service does not specify it
     * @param life from the moment of the response
     */
    record UploadPolicy(
            URI host, String directory, Map<String, String> fields, long maxBytes, Duration life) {

        private static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);

        /** Empty if a field is missing without which no upload can succeed. */
        static Optional<UploadPolicy> parse(JsonNode data) {
            Optional<URI> host = text(data, "upload_host").flatMap(StoredUrls::http);
            Optional<String> directory = text(data, "upload_dir");
            Optional<String> policy = text(data, "policy");
            Optional<String> signature = text(data, "signature");
            Optional<String> keyId = text(data, "oss_access_key_id");
            if (host.isEmpty()
                    || directory.isEmpty()
                    || policy.isEmpty()
                    || signature.isEmpty()
                    || keyId.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("OSSAccessKeyId", keyId.get());
            fields.put("Signature", signature.get());
            fields.put("policy", policy.get());
            fields.put("x-oss-object-acl", text(data, "x_oss_object_acl").orElse("private"));
            fields.put(
                    "x-oss-forbid-overwrite", text(data, "x_oss_forbid_overwrite").orElse("true"));
            long seconds = data.path("expire_in_seconds").asLong(DEFAULT_LIFE.toSeconds());
            return Optional.of(
                    new UploadPolicy(
                            host.get(),
                            directory.get(),
                            Collections.unmodifiableMap(fields),
                            data.path("max_file_size_mb").asLong(0) * 1024 * 1024,
                            Duration.ofSeconds(Math.max(0, seconds))));
        }

        private static Optional<String> text(JsonNode data, String field) {
            return ServiceJson.text(data.path(field));
        }

        @Override
        public String toString() {
            return "UploadPolicy[" + directory + "]";
        }
    }
}
