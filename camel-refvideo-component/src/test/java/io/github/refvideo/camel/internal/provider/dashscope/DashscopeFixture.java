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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A provider on a scripted wire at a fixed time. */
final class DashscopeFixture {

    static final String KEY = "sk-0123456789abcdef";
    static final String BASE = "https://dashscope-intl.aliyuncs.com/api/v1";
    static final Instant NOW = Instant.parse("2026-11-02T02:10:00Z");
    static final Duration LIMIT = Duration.ofSeconds(30);
    static final JobHandle JOB =
            new JobHandle(
                    "dashscope",
                    "https://elsewhere.example/api/v1",
                    "wan2.6-r2v",
                    "task-1",
                    NOW.minusSeconds(300),
                    null,
                    null);
    static final PreparedSubmit SUBMIT = submit("{\"model\":\"wan2.6-r2v\",\"input\":{}}");

    final FakeHttp http = new FakeHttp();
    Instant now = NOW;
    final DashscopeProvider provider;

    DashscopeFixture() {
        this(settings(BASE, null, null));
    }

    DashscopeFixture(DashscopeSettings settings) {
        provider = new DashscopeProvider(settings, http, () -> now, ModelTable.builtIn());
    }

    static DashscopeSettings settings(String baseUrl, String listBaseUrl, String workspaceId) {
        return new DashscopeSettings(
                baseUrl,
                listBaseUrl,
                new ServiceCredential(KEY, "api-key"),
                workspaceId,
                Map.of("X-Tag", "blue", "AUTHORIZATION", "Bearer mine"),
                Duration.ofSeconds(20),
                DashscopeSettings.DEFAULT_UNKNOWN_GRACE);
    }

    /** A submit that is permitted. */
    static SubmitCall call(PreparedSubmit submit, Duration limit) {
        return new SubmitCall(submit, "k", limit, () -> true);
    }

    static PreparedSubmit submit(String body) {
        return new PreparedSubmit("wan2.6-r2v", body.getBytes(StandardCharsets.UTF_8), List.of());
    }

    Submission create(int status, String body) throws Exception {
        http.answers(status, body);
        return provider.submit(call(SUBMIT, LIMIT)).get();
    }

    ProviderException createFails(int status, String body) {
        http.answers(status, body);
        return failure(provider.submit(call(SUBMIT, LIMIT)));
    }

    JobReport status(String body) throws Exception {
        http.answers(200, body);
        return provider.status(JOB, LIMIT).get();
    }

    ProviderException statusFails(int status, String body) {
        http.answers(status, body);
        return failure(provider.status(JOB, LIMIT));
    }

    static ProviderException failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        Throwable thrown = catchThrowable(future::get);
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isInstanceOf(ProviderException.class);
        return (ProviderException) thrown.getCause();
    }
}
