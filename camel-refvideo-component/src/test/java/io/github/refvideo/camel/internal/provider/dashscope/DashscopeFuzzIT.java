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

import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.Submission;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever comes back, the engine gets a report or a typed failure, and never a secret. */
class DashscopeFuzzIT {

    private static final int ROUNDS = 6000;

    private static final List<String> SEEDS =
            List.of(
                    "{\"request_id\":\"r\",\"output\":{\"task_id\":\"t-1\",\"task_status\":\"PENDING\"}}",
                    "{\"request_id\":\"r\",\"output\":{\"task_id\":\"t-1\",\"task_status\":"
                            + "\"SUCCEEDED\",\"submit_time\":\"2026-11-02 10:00:00.123\",\"end_time\":"
                            + "\"2026-11-02 10:05:00.000\",\"actual_prompt\":\"p\",\"video_url\":"
                            + "\"https://h.example/x.mp4?Expires=1794000000&Signature=s\"},\"usage\":"
                            + "{\"duration\":10.0,\"SR\":\"720\",\"video_count\":1}}",
                    "{\"request_id\":\"r\",\"output\":{\"task_status\":\"FAILED\",\"code\":"
                            + "\"InvalidParameter\",\"message\":\"m\",\"orig_prompt\":\"prompt\"}}",
                    "{\"request_id\":\"r\",\"output\":{\"task_status\":\"UNKNOWN\"}}",
                    "{\"code\":\"Throttling.RateQuota\",\"message\":\"m\",\"request_id\":\"r\"}",
                    "{\"error\":{\"code\":\"InternalError.Algo\",\"message\":\"m\"}}",
                    "{\"total\":39,\"total_page\":4,\"data\":[{\"task_id\":\"a\",\"status\":"
                            + "\"RUNNING\",\"gmt_create\":1745568428109,\"end_time\":1745568499000}]}",
                    "<html><body>502</body></html>");

    /** Which of them answers create, query, list and cancel. */
    private static final int[] FITTING = {0, 1, 6, 0};

    private static final List<String> PIECES =
            List.of(
                    "null",
                    "{}",
                    "[]",
                    "\"\"",
                    "-1",
                    "1e999",
                    "99999999999999999999",
                    "true",
                    "\\",
                    "\"",
                    "{",
                    "[",
                    "}",
                    "]",
                    "NaN",
                    "\u0000",
                    "https://h/%zz",
                    "\"://\"",
                    "\uD800",
                    "+999999999-12-31T23:59:59",
                    "9223372036854775807",
                    "[[[[[[[[",
                    "..");

    private static final int[] STATUSES = {
        200, 200, 200, 200, 200, 200, 200, 201, 302, 400, 401, 404, 429, 500, 503
    };

    @Test
    void noReplyProducesAnythingButAReportOrATypedFailure() {
        Random random = new Random(20261102);
        int[] seen = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            int kind = round % 4;
            byte[] body = mutated(random, kind);
            int status = STATUSES[random.nextInt(STATUSES.length)];
            DashscopeFixture fixture = new DashscopeFixture();
            Map<String, List<String>> headers =
                    random.nextInt(5) == 0
                            ? Map.of(
                                    "retry-after",
                                    List.of(PIECES.get(random.nextInt(PIECES.size()))))
                            : Map.of();
            fixture.http.answers(status, headers, body);
            Object outcome = outcome(ask(fixture, kind), status, body);
            seen[outcome instanceof ProviderException ? 0 : 1]++;
        }
        assertThat(seen[0]).isGreaterThan(ROUNDS / 10);
        assertThat(seen[1]).isGreaterThan(ROUNDS / 10);
    }

    @Property
    void anyReplyToAnyQuestionIsAReportOrATypedFailure(
            @ForAll Random random, @ForAll @IntRange(max = 3) int kind) {
        byte[] body = mutated(random, kind);
        int status = STATUSES[random.nextInt(STATUSES.length)];
        DashscopeFixture fixture = new DashscopeFixture();
        fixture.http.answers(status, Map.of(), body);

        assertThat(outcome(ask(fixture, kind), status, body)).isNotNull();
    }

    @Test
    void deepNestingIsAFailureLikeAnyOther() {
        for (String opening : List.of("[", "{\"output\":")) {
            for (int kind = 0; kind < 4; kind++) {
                DashscopeFixture fixture = new DashscopeFixture();
                fixture.http.answers(200, opening.repeat(100_000));
                assertThat(outcome(ask(fixture, kind), 200, new byte[0]))
                        .isInstanceOf(ProviderException.class);
            }
        }
    }

    private static CompletableFuture<?> ask(DashscopeFixture fixture, int kind) {
        return switch (kind) {
            case 0 ->
                    fixture.provider.submit(
                            DashscopeFixture.call(DashscopeFixture.SUBMIT, DashscopeFixture.LIMIT));
            case 1 -> fixture.provider.status(DashscopeFixture.JOB, DashscopeFixture.LIMIT);
            case 2 ->
                    fixture.provider.list(
                            new StatusQuery("wan2.6-r2v", null, null, 1, 100),
                            DashscopeFixture.LIMIT);
            default -> fixture.provider.cancel(DashscopeFixture.JOB, DashscopeFixture.LIMIT);
        };
    }

    private static Object outcome(CompletableFuture<?> future, int status, byte[] body) {
        String input = status + " " + new String(body, StandardCharsets.ISO_8859_1);
        assertThat(future).as(input).isDone();
        try {
            Object result = future.get();
            if (result instanceof Submission submission) {
                assertThat(submission.handle().jobId()).as(input).isNotBlank();
                assertThat(submission.report().status()).as(input).isNotNull();
            } else if (result instanceof JobReport report) {
                assertThat(report.status()).as(input).isNotNull();
                assertThat(report.facts()).as(input).isNotNull();
            } else if (result instanceof StatusPage page) {
                assertThat(page.totalPages()).as(input).isNotNegative();
            } else {
                assertThat(result).as(input).isInstanceOf(CancelOutcome.class);
            }
            return result;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).as(input).isInstanceOf(ProviderException.class);
            ProviderException failure = (ProviderException) e.getCause();
            assertThat(failure.getMessage())
                    .as(input)
                    .doesNotContain(DashscopeFixture.KEY)
                    .doesNotContain("\n");
            return failure;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A good reply after a few cuts, swaps, insertions and flipped bits. */
    private static byte[] mutated(Random random, int kind) {
        int seed = random.nextBoolean() ? FITTING[kind] : random.nextInt(SEEDS.size());
        byte[] bytes = SEEDS.get(seed).getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(20, bytes.length - at) + 1);
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> spliced(bytes, at, length, new byte[0]);
                        case 1 -> spliced(bytes, at, length, piece(random));
                        case 2 -> value(bytes, random);
                        case 3 -> spliced(bytes, at, bytes.length - at, new byte[0]);
                        default -> flipped(bytes, at, random);
                    };
        }
        return bytes;
    }

    /** Another value in the place of one that stands there. */
    private static byte[] value(byte[] bytes, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':', random.nextInt(text.length()));
        if (colon < 0) {
            return bytes;
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return spliced(bytes, colon + 1, end - colon - 1, piece(random));
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int at, int length, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(piece);
        out.write(bytes, at + length, bytes.length - at - length);
        return out.toByteArray();
    }
}
