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

import static io.github.refvideo.simulator.fault.Fault.status;

import io.github.refvideo.simulator.fault.ErrorShape;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fault scenarios of each row of docs/manual/pay-once.adoc. */
final class FaultScenarios {

    private static final Set<Integer> BY_PROXY = Set.of(402, 408, 409);

    private static final Duration FAR = Duration.ofHours(5);

    /** No usable response; the service has not processed the call. */
    private static final List<FaultVariant> UNPROCESSED =
            join(
                    variants(
                            Fault.resetBeforeRead(),
                            Fault.resetWhileReading(20),
                            Fault.noResponse(),
                            Fault.garbage(),
                            Fault.htmlPage(),
                            Fault.zeroBytes(),
                            Fault.oversizedJson(3 << 20)),
                    statuses(408, 409, 500, 502, 503, 504));

    /** The service has processed the call; the response is lost. */
    private static final List<FaultVariant> PROCESSED =
            variants(
                    Fault.resetAfterRead(),
                    Fault.stall(),
                    Fault.truncatedJson(),
                    Fault.trickle(20),
                    Fault.cutAfter(10),
                    Fault.freezeAfter(10),
                    status(500).afterProcessing(),
                    status(502).afterProcessing(),
                    status(503).afterProcessing(),
                    status(504).afterProcessing(),
                    Fault.garbage().afterProcessing());

    /** Has no effect on a stream with a complete event. */
    private static final FaultVariant TOO_SHORT =
            FaultVariant.of(Fault.wrongLength())
                    .only(
                            TestedService.GATEWAY,
                            TestedService.DASHSCOPE,
                            TestedService.SELF_HOSTED);

    private static final List<FaultVariant> LIMITED =
            List.of(
                    FaultVariant.of(Fault.rateLimited(RetryHint.MISSING)),
                    FaultVariant.of(Fault.rateLimited(Duration.ofSeconds(2))).takingAtLeast(2000),
                    FaultVariant.of(Fault.rateLimited(RetryHint.HTTP_DATE, Duration.ofSeconds(1)))
                            .takingAtLeast(1000),
                    FaultVariant.of(Fault.rateLimited(RetryHint.MILLIS, Duration.ofMillis(1100)))
                            .takingAtLeast(1100),
                    FaultVariant.of(Fault.rateLimited(RetryHint.NEGATIVE)),
                    FaultVariant.of(Fault.rateLimited(RetryHint.UNREADABLE)));

    private static final List<FaultVariant> LATE =
            variants(
                    Fault.slowStart(Duration.ofMillis(200)),
                    Fault.clockSkew(FAR),
                    Fault.clockSkew(FAR.negated()));

    private static final List<FaultVariant> CLOCK_OFF =
            List.of(
                    FaultVariant.of("right in itself", setup -> {}).withClockOff(FAR),
                    FaultVariant.of("right in itself", setup -> {}).withClockOff(FAR.negated()));

    private static final List<FaultVariant> REFUSED_PORT =
            List.of(FaultVariant.of("refuse", FaultCaseSetup::refuse));

    private static final FaultVariant NO_NAME =
            FaultVariant.of("DNS", setup -> setup.lead("http://nobody.invalid"));

    private static final FaultVariant NO_ANSWER_TO_SYN =
            FaultVariant.of("connect timeout", setup -> setup.lead(UnresponsivePort.url()));

    private final Map<String, List<FaultVariant>> byRow = new LinkedHashMap<>();

    private FaultScenarios() {
        submit();
        waiting();
        stream();
        download();
        store();
        questions();
    }

    /** By {@link PayOncePage.Row#key()}. */
    static Map<String, List<FaultVariant>> byRow() {
        return new FaultScenarios().byRow;
    }

    private void submit() {
        FaultPosition position = FaultPosition.SUBMIT;
        put(position, "connection refused", REFUSED_PORT);
        put(position, "unknown host", List.of(NO_NAME));
        put(position, "connect timeout", List.of(NO_ANSWER_TO_SYN));
        put(position, "429 Too Many Requests", LIMITED);
        put(position, "429 with an absurd `Retry-After`", absurd());
        put(position, "request rejected", statuses(400, 404, 413, 422));
        put(position, "API key rejected", statuses(401, 403));
        put(position, "payment required", statuses(402));
        put(position, "redirect to another host", variants(Fault.redirect("http://127.0.0.1:9/")));
        put(position, "no usable response, submit not processed", UNPROCESSED);
        List<FaultVariant> processed = join(PROCESSED, List.of(TOO_SHORT));
        put(position, "no usable response, submit processed", processed);
        put(
                position,
                "no usable response, submit processed, `adoptLostJobs=true`",
                processed.stream().map(FaultScenarios::adopting).toList());
        put(
                position,
                "no usable response, submit processed, clocks differ by hours, `adoptLostJobs=true`",
                List.of(
                        adopting(FaultVariant.of(Fault.resetAfterRead()).withClockOff(FAR)),
                        adopting(FaultVariant.of(Fault.stall()).withClockOff(FAR.negated()))));
        put(
                position,
                "no usable response, submit processed, list request fails, `adoptLostJobs=true`",
                Stream.of(status(503), Fault.garbage(), Fault.noResponse(), status(401))
                        .map(
                                list ->
                                        FaultVariant.of(
                                                "reset-after-read, list " + list,
                                                setup -> {
                                                    setup.inject(Fault.resetAfterRead());
                                                    setup.injectAtList(list);
                                                }))
                        .map(FaultScenarios::adopting)
                        .toList());
        put(position, "slow response", LATE);
        put(position, "wrong clock at the service", CLOCK_OFF);
    }

    private void waiting() {
        FaultPosition position = FaultPosition.WAITING;
        put(position, "connection refused", REFUSED_PORT);
        put(position, "unknown host", List.of(NO_NAME.only("await")));
        put(position, "connect timeout", List.of(NO_ANSWER_TO_SYN.only("await")));
        put(
                position,
                "no usable response",
                join(UNPROCESSED, PROCESSED.subList(0, PROCESSED.size() - 5)));
        put(position, "429 Too Many Requests", LIMITED);
        put(position, "429 with an absurd `Retry-After`", absurd());
        put(position, "status request rejected", statuses(400, 413, 422));
        put(position, "API key rejected", statuses(401, 403));
        put(position, "payment required", statuses(402));
        notFound(position);
        put(position, "redirect to another host", variants(Fault.redirect("http://127.0.0.1:9/")));
        meanings(position, "generate", "await");
        put(position, "result expired", variants(Fault.expiredResult()));
        put(position, "slow response", LATE);
        put(position, "wrong clock at the service", CLOCK_OFF);
    }

    /** A self-hosted server names the job; any other 404 can come from a proxy. */
    private void notFound(FaultPosition position) {
        FaultVariant proxy = answered(404);
        put(
                position,
                "job not found",
                List.of(
                        proxy.only(TestedService.GATEWAY, TestedService.DASHSCOPE),
                        FaultVariant.of(Fault.unknownTask())
                                .only("generate", "await", "status")
                                .only(TestedService.SELF_HOSTED)));
        put(
                position,
                "404 that does not name the job",
                List.of(proxy.only(TestedService.SELF_HOSTED)));
    }

    private void meanings(FaultPosition position, String... operations) {
        Map<String, FaultVariant> byName =
                Map.of(
                        "unknown job status",
                        FaultVariant.of(Fault.unknownStatus("thinking")),
                        "status `UNKNOWN`",
                        FaultVariant.of(Fault.unknownTask()).only(TestedService.DASHSCOPE),
                        "success without a video",
                        FaultVariant.of(Fault.successWithoutUrl()),
                        "content rejected",
                        FaultVariant.of(Fault.moderationFailure()),
                        "job fails",
                        FaultVariant.of(Fault.jobFailure("no more ideas")),
                        "job canceled at the service",
                        FaultVariant.of(Fault.cancelled()));
        byName.forEach((name, variant) -> put(position, name, List.of(variant.only(operations))));
    }

    private void stream() {
        put(
                FaultPosition.WAITING,
                "stream interrupted",
                inTheStream(
                        Fault.streamWithoutEvent(),
                        Fault.streamSilence(),
                        Fault.streamError(408),
                        Fault.streamError(409),
                        Fault.streamError(500),
                        Fault.streamError(503)));
        put(FaultPosition.WAITING, "429 in the stream", inTheStream(Fault.streamError(429)));
        put(
                FaultPosition.WAITING,
                "400 in the stream",
                inTheStream(Fault.streamError(400), Fault.streamError(422)));
    }

    private void download() {
        FaultPosition position = FaultPosition.DOWNLOAD;
        put(position, "connection refused", REFUSED_PORT);
        put(
                position,
                "transfer interrupted",
                join(
                        variants(
                                Fault.resetBeforeRead(),
                                Fault.resetAfterRead(),
                                Fault.cutAfter(100),
                                Fault.truncatedJson(),
                                Fault.wrongLength()),
                        statuses(408, 500, 502, 503, 504)));
        put(
                position,
                "transfer hangs",
                variants(
                        Fault.noResponse(),
                        Fault.stall(),
                        Fault.freezeAfter(100),
                        Fault.trickle(20)));
        put(position, "429 Too Many Requests", LIMITED.subList(0, 3));
        put(
                position,
                "URL expired",
                join(
                        List.of(
                                // The URL of a self-hosted server has no signature.
                                FaultVariant.of(Fault.expiredResult())
                                        .only(
                                                TestedService.GATEWAY,
                                                TestedService.DASHSCOPE,
                                                TestedService.STREAM)),
                        statuses(401, 410)));
        put(position, "URL rejected with 400", statuses(400, 413, 422));
        put(position, "URL rejected with 403 or 404", statuses(403, 404));
        put(
                position,
                "URL returns something other than a video",
                variants(Fault.htmlPage(), Fault.garbage(), Fault.oversizedJson(3 << 20)));
        put(position, "redirect loop", variants(Fault.redirectLoop()));
        put(
                position,
                "redirect to an unreachable host",
                variants(
                        Fault.redirect("http://127.0.0.1:9/"),
                        Fault.redirect("http://nobody.invalid/")));
        put(
                position,
                "transfer interrupted, cannot be resumed",
                Stream.of(Fault.rangeUnsupported(), Fault.etagChangesOnResume())
                        .map(
                                second ->
                                        FaultVariant.of(
                                                "cut-after=100, " + second,
                                                setup -> {
                                                    setup.simulator()
                                                            .faults()
                                                            .on(Step.RESULT)
                                                            .times(1)
                                                            .inject(Fault.cutAfter(100));
                                                    setup.inject(second);
                                                }))
                        .toList());
        put(position, "slow response", LATE);
    }

    private void store() {
        FaultPosition position = FaultPosition.STORE;
        put(
                position,
                "upload fails",
                join(
                        variants(
                                Fault.resetBeforeRead(),
                                Fault.resetWhileReading(50),
                                Fault.resetAfterRead(),
                                Fault.rateLimited(RetryHint.MISSING)),
                        join(
                                statuses(408, 500, 502, 503, 504),
                                // This response has no body, so the connection breaks.
                                List.of(
                                        FaultVariant.of(Fault.truncatedJson())
                                                .except(Step.DASHSCOPE_UPLOAD)))));
        put(
                position,
                "upload hangs",
                List.of(
                        FaultVariant.of(Fault.noResponse()).except(Step.DASHSCOPE_POLICY),
                        FaultVariant.of(Fault.stall()).except(Step.DASHSCOPE_POLICY),
                        FaultVariant.of(Fault.trickle(1))
                                .only(TestedService.GATEWAY, TestedService.STREAM)));
        put(
                position,
                "upload rejected",
                join(
                        statuses(400, 401, 413),
                        // This store requests a new upload policy, which may succeed.
                        List.of(answered(403).except(Step.DASHSCOPE_UPLOAD))));
    }

    private void questions() {
        FaultPosition position = FaultPosition.QUESTION;
        put(position, "connection refused", REFUSED_PORT);
        put(position, "unknown host", List.of(NO_NAME));
        put(position, "connect timeout", List.of(NO_ANSWER_TO_SYN));
        put(
                position,
                "no usable response",
                join(UNPROCESSED, PROCESSED.subList(0, PROCESSED.size() - 5)));
        put(
                position,
                "429 Too Many Requests",
                LIMITED.stream().map(h -> h.takingAtLeast(0)).toList());
        put(position, "429 with an absurd `Retry-After`", absurd());
        put(position, "status request rejected", statuses(400, 413, 422));
        put(position, "API key rejected", statuses(401, 403));
        put(position, "payment required", statuses(402));
        notFound(position);
        put(position, "redirect to another host", variants(Fault.redirect("http://127.0.0.1:9/")));
        meanings(position, "status");
        put(
                position,
                "cancel rejected",
                List.of(FaultVariant.of(Fault.cancelRefused()).only("cancel")));
        put(position, "slow response", LATE.stream().map(h -> h.only("status")).toList());
        put(
                position,
                "wrong clock at the service",
                CLOCK_OFF.stream().map(h -> h.only("status")).toList());
    }

    private void put(FaultPosition position, String name, List<FaultVariant> variants) {
        byRow.put(position + ": " + name, variants);
    }

    private static FaultVariant adopting(FaultVariant variant) {
        return variant.withOptions("&adoptLostJobs=true")
                .only(TestedService.DASHSCOPE, TestedService.SELF_HOSTED);
    }

    private static List<FaultVariant> absurd() {
        return variants(Fault.rateLimited(RetryHint.ABSURD));
    }

    private static List<FaultVariant> inTheStream(Fault... faults) {
        return variants(faults).stream()
                .map(variant -> variant.only(TestedService.STREAM))
                .toList();
    }

    private static List<FaultVariant> variants(Fault... faults) {
        return Arrays.stream(faults).map(FaultVariant::of).toList();
    }

    private static List<FaultVariant> statuses(int... codes) {
        return IntStream.of(codes).mapToObj(FaultScenarios::answered).toList();
    }

    /** Responses of DashScope have an error code, which decides; those of a proxy do not. */
    private static FaultVariant answered(int code) {
        Fault proxy = Fault.dashscopeError(code, "none", ErrorShape.EMPTY);
        return FaultVariant.of(
                status(code).toString(),
                setup ->
                        setup.inject(
                                BY_PROXY.contains(code) && setup.fits(proxy)
                                        ? proxy
                                        : status(code)));
    }

    private static List<FaultVariant> join(List<FaultVariant> some, List<FaultVariant> more) {
        List<FaultVariant> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
